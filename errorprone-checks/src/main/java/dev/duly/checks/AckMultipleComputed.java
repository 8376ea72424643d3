/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.UnaryTree;
import dev.duly.checks.apis.MultipleFlag;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.keys.Locals;
import java.util.List;
import java.util.Optional;

/** Success passed as the flag that widens an acknowledgement to earlier messages. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "Whether the work succeeded is passed as the flag that acknowledges earlier messages",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/AckMultipleComputed")
public final class AckMultipleComputed extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return HandlerCode.mayBeIn(state) && MultipleFlag.isIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::matchCall);
  }

  private Description matchCall(MethodInvocationTree tree, VisitorState state) {
    Optional<ExpressionTree> computed =
        MultipleFlag.in(tree, state).flatMap(flag -> computed(flag, state));
    if (computed.isEmpty()) {
      return NO_MATCH;
    }
    return handlerCode(state)
        .map(code -> describe(tree, computed.get(), code, state))
        .orElse(NO_MATCH);
  }

  private Description describe(
      MethodInvocationTree tree, ExpressionTree outcome, HandlerCode code, VisitorState state) {
    String settles = ASTHelpers.getSymbol(tree).getSimpleName().toString();
    return found(tree, code, state)
        .setMessage(
            "%s passes the result of %s as `multiple`, which says whether all earlier messages of the channel are meant, not whether the work succeeded: %s settles the message in either case, so a failed one is lost, and on true those still being handled go with it. Branch on the result: `basicAck(tag, false)` after success, `basicNack(tag, false, requeue)` after failure. %s"
                .formatted(
                    code.handler(), state.getSourceForNode(outcome), settles, unlessMeant(code)))
        .build();
  }

  /** The call that gives the flag its value, itself or through one local variable. */
  private static Optional<ExpressionTree> computed(ExpressionTree flag, VisitorState state) {
    ExpressionTree value = stripNot(flag);
    if (isOutcome(value)) {
      return Optional.of(value);
    }
    List<ExpressionTree> values =
        Locals.valuesOf(value, ASTHelpers.findEnclosingMethod(state)).stream()
            .map(AckMultipleComputed::stripNot)
            .toList();
    // A flag that starts as false and is set to the outcome is that outcome.
    return values.stream().allMatch(each -> isOutcome(each) || ASTHelpers.constValue(each) != null)
        ? values.stream().filter(AckMultipleComputed::isOutcome).findFirst()
        : Optional.empty();
  }

  private static boolean isOutcome(ExpressionTree value) {
    return value instanceof MethodInvocationTree
        && !MultipleFlag.isMeantBy(value)
        && !MultipleFlag.isSetting(value)
        // Boolean.parseBoolean(…) and the like read a setting.
        && !ASTHelpers.getSymbol(value).owner.getQualifiedName().contentEquals("java.lang.Boolean");
  }

  private static ExpressionTree stripNot(ExpressionTree tree) {
    ExpressionTree bare = ASTHelpers.stripParentheses(tree);
    return bare instanceof UnaryTree not ? stripNot(not.getExpression()) : bare;
  }
}
