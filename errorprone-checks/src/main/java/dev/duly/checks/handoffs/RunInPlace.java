/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handoffs;

import com.google.errorprone.VisitorState;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.util.ASTHelpers;
import com.google.errorprone.util.Reachability;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does the work where it was handed off. */
public final class RunInPlace {
  // An executor that the code chose may be there to do one thing at a time: it stays.
  private static final Set<String> ON_ANY_THREAD =
      Set.of("java.util.concurrent.CompletableFuture", "java.lang.Thread");

  /**
   * Puts the body of the task in place of the statement. Empty where the thread matters, where the
   * task is not written there, or where it would leave the method.
   *
   * @param statement what the hand-off is all of
   */
  public static SuggestedFix fix(HandOff handOff, Tree statement, VisitorState state) {
    if (!(statement instanceof ExpressionStatementTree whole)
        || !whole.getExpression().equals(handOff.call())
        || !onAnyThread(handOff.call())
        || handOff.work().size() != 1
        || !(handOff.work().get(0) instanceof LambdaExpressionTree task)) {
      return SuggestedFix.emptyFix();
    }
    if (task.getBody() instanceof BlockTree block) {
      return Reachability.canCompleteNormally(block) && !returns(block)
          ? SuggestedFix.replace(statement, state.getSourceForNode(block))
          : SuggestedFix.emptyFix();
    }
    return task.getBody() instanceof MethodInvocationTree
        ? SuggestedFix.replace(statement, state.getSourceForNode(task.getBody()) + ";")
        : SuggestedFix.emptyFix();
  }

  private static boolean onAnyThread(MethodInvocationTree call) {
    Symbol method = ASTHelpers.getSymbol(call);
    Tree receiver = ASTHelpers.getReceiver(call);
    return ON_ANY_THREAD.contains(method.owner.getQualifiedName().toString())
        && (ASTHelpers.isStatic(method) || isPlainThread(receiver));
  }

  /** A class of its own may do more than run its task. */
  private static boolean isPlainThread(@Nullable Tree receiver) {
    return receiver instanceof NewClassTree creation
        && creation.getClassBody() == null
        && ASTHelpers.getSymbol(creation)
            .owner
            .getQualifiedName()
            .contentEquals("java.lang.Thread");
  }

  private static boolean returns(BlockTree block) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitReturn(ReturnTree tree, @Nullable Void unused) {
        found[0] = true;
        return null;
      }

      @Override
      public @Nullable Void visitLambdaExpression(
          LambdaExpressionTree tree, @Nullable Void unused) {
        return null;
      }

      @Override
      public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
        return null;
      }
    }.scan(block, null);
    return found[0];
  }

  private RunInPlace() {}
}
