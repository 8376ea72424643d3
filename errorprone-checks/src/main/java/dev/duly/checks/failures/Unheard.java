/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.Blocks;
import dev.duly.checks.handlers.HandlerCode;
import org.jspecify.annotations.Nullable;

/** Answers of a method that all who call it let fall. */
public final class Unheard {
  private final boolean all;
  private final VisitorState state;

  private Unheard(boolean all, VisitorState state) {
    this.all = all;
    this.state = state;
  }

  /** Of handler code: all who call it are in sight only where it is private. */
  public static Unheard of(HandlerCode code, VisitorState state) {
    return new Unheard(
        code.returnsValue()
            && ASTHelpers.getSymbol(code.code()) instanceof MethodSymbol method
            && method.isPrivate()
            && isNeverUsed(method, state),
        state);
  }

  /** Whether a statement ends the method with a fixed answer that nobody hears. */
  public boolean isOne(Tree statement) {
    return all
        && statement instanceof ReturnTree answer
        && answer.getExpression() != null
        && isFixed(answer.getExpression());
  }

  /** Whether nobody hears any of them. */
  public boolean all() {
    return all;
  }

  private boolean isFixed(ExpressionTree value) {
    return value instanceof LiteralTree || Blocks.NOTHING.matches(value, state);
  }

  private static boolean isNeverUsed(MethodSymbol method, VisitorState state) {
    boolean[] used = {false};
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        used[0] |=
            method.equals(ASTHelpers.getSymbol(call))
                && !(getCurrentPath().getParentPath().getLeaf() instanceof ExpressionStatementTree);
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitMemberReference(
          MemberReferenceTree reference, @Nullable Void unused) {
        used[0] |= method.equals(ASTHelpers.getSymbol(reference));
        return super.visitMemberReference(reference, null);
      }
    }.scan(state.getPath().getCompilationUnit(), null);
    return !used[0];
  }
}
