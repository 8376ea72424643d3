/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.Acknowledging;
import dev.duly.checks.failures.AcknowledgeAtTheEnd;
import dev.duly.checks.failures.EarlyAcknowledgement;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.handlers.Polling;
import dev.duly.checks.handoffs.FromMessage;
import java.util.Optional;

/** A handler that acknowledges by hand, and then begins its work. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "A message is acknowledged before its work is done",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/AckBeforeWork")
public final class AckBeforeWork extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return (HandlerCode.mayBeIn(state) || Polling.isPossible(state))
        && Acknowledging.isPossible(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::matchCall);
  }

  private Description matchCall(MethodInvocationTree call, VisitorState state) {
    if (!EarlyAcknowledgement.maybe(call, state)) {
      return NO_MATCH;
    }
    Optional<HandlerCode> handler = handlerCode(state);
    if (handler.isPresent()) {
      return look(handler.get(), ofHandler(handler.get(), call), state);
    }
    return pollingCode(state)
        .map(code -> look(code, FromMessage.fetchedIn(code, state), state))
        .orElse(NO_MATCH);
  }

  /** Where there is more than the message, what one acknowledges with is not the message. */
  private static FromMessage ofHandler(HandlerCode code, MethodInvocationTree call) {
    FromMessage message = FromMessage.in(code);
    Symbol handle = ASTHelpers.getSymbol(ASTHelpers.getReceiver(call));
    return code.parameters().size() > 1 && handle != null ? message.without(handle) : message;
  }

  private Description look(HandlerCode code, FromMessage message, VisitorState state) {
    return EarlyAcknowledgement.at(state.getPath(), code, message, state)
        .map(
            found ->
                found(found.call(), code, state)
                    .setMessage(explain(found, code, state))
                    .addFix(AcknowledgeAtTheEnd.fix(found, state))
                    .build())
        .orElse(NO_MATCH);
  }

  private String explain(EarlyAcknowledgement found, HandlerCode code, VisitorState state) {
    return "%s%s acknowledges the message, `%s`, before the work on it: when that work fails, or the process stops before it is done, the broker has forgotten the message and the work is lost. Acknowledge as the last thing after the work: a failure then leaves it out, and %s. %s"
        .formatted(
            code.handler(),
            code.helper().map(name -> ", in " + name + ",").orElse(""),
            state.getSourceForNode(found.call()),
            code.framework().afterFailure(),
            unlessMeant(code));
  }
}
