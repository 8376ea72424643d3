/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.identity;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.TypeCastTree;
import dev.duly.checks.apis.Harmless;
import dev.duly.checks.apis.UnstableSources;
import dev.duly.checks.keys.Locals;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Chance or the clock in a value, turned to text or joined with other parts perhaps. */
public final class NewEachTime {

  /**
   * The call that makes the value another one each time; empty where there is none, and where it
   * only stands in for a value that is missing.
   */
  public static Optional<ExpressionTree> in(ExpressionTree value, VisitorState state) {
    return in(value, true, state);
  }

  private static Optional<ExpressionTree> in(
      ExpressionTree value, boolean throughLocal, VisitorState state) {
    ExpressionTree bare = ASTHelpers.stripParentheses(value);
    if ((bare instanceof MethodInvocationTree || bare instanceof NewClassTree)
        && UnstableSources.NEW_EACH_TIME.matches(bare, state)) {
      return Optional.of(bare);
    }
    return parts(bare, throughLocal, state)
        .flatMap(
            part -> in(part, throughLocal && !(bare instanceof IdentifierTree), state).stream())
        .findFirst();
  }

  private static Stream<? extends ExpressionTree> parts(
      ExpressionTree value, boolean throughLocal, VisitorState state) {
    if (value instanceof TypeCastTree cast) {
      return Stream.of(cast.getExpression());
    }
    if (value instanceof BinaryTree joined) {
      return Stream.of(joined.getLeftOperand(), joined.getRightOperand());
    }
    if (value instanceof MethodInvocationTree call && Harmless.COMPUTES.matches(call, state)) {
      return Stream.concat(
          Stream.ofNullable(ASTHelpers.getReceiver(call)), call.getArguments().stream());
    }
    if (value instanceof IdentifierTree && throughLocal) {
      List<ExpressionTree> values = Locals.valuesOf(value, ASTHelpers.findEnclosingMethod(state));
      // A second value is a choice: the first may stand in for it.
      return values.size() == 1 ? values.stream() : Stream.of();
    }
    return Stream.of();
  }

  private NewEachTime() {}
}
