/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handoffs;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.HandOffs;
import dev.duly.checks.handlers.HandlerCode;
import org.jspecify.annotations.Nullable;

/** Whether handler code waits for work that it handed off. */
public final class Waiting {

  /**
   * Whether something after a hand-off waits, or a try closes the executor that does it.
   *
   * @param handOff the path of the hand-off
   */
  public static boolean follows(TreePath handOff, HandlerCode code, VisitorState state) {
    return closes(handOff, code, state) || waitsAfter(handOff.getLeaf(), code, state);
  }

  private static boolean closes(TreePath handOff, HandlerCode code, VisitorState state) {
    for (TreePath at = handOff; at != null && !at.getLeaf().equals(code.code()); ) {
      if (at.getLeaf() instanceof TryTree attempt
          && attempt.getResources().stream().anyMatch(each -> isExecutor(each, state))) {
        return true;
      }
      at = at.getParentPath();
    }
    return false;
  }

  private static boolean isExecutor(Tree resource, VisitorState state) {
    Type executor = HandOffs.WAITS_WHEN_CLOSED.get(state);
    Type type =
        ASTHelpers.getType(resource instanceof VariableTree name ? name.getType() : resource);
    return executor != null && type != null && ASTHelpers.isSubtype(type, executor, state);
  }

  private static boolean waitsAfter(Tree handOff, HandlerCode code, VisitorState state) {
    int start = ASTHelpers.getStartPosition(handOff);
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        found[0] |= ASTHelpers.getStartPosition(call) > start && HandOffs.WAIT.matches(call, state);
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitLambdaExpression(
          LambdaExpressionTree lambda, @Nullable Void unused) {
        // What another thread waits for does not hold this one.
        return null;
      }

      @Override
      public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        return null;
      }
    }.scan(code.body(), null);
    return found[0];
  }

  private Waiting() {}
}
