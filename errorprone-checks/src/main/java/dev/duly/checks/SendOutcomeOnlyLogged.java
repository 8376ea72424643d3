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
import dev.duly.checks.apis.SendOutcomes;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.sends.Outcome;
import java.util.Optional;

/** A send whose failure is written to a log, while the caller goes on as if it had succeeded. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "The failure of a send is only logged: the message is lost and nobody sends it again",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/SendOutcomeOnlyLogged")
public final class SendOutcomeOnlyLogged extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return SendOutcomes.areToldIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::matchCall);
  }

  private Description matchCall(MethodInvocationTree tree, VisitorState state) {
    Optional<MethodInvocationTree> send = Outcome.onlyLogged(state.getPath(), state);
    if (send.isEmpty() || Exclusions.excuse(state)) {
      return NO_MATCH;
    }
    Symbol method = ASTHelpers.getSymbol(send.get());
    return buildDescription(tree)
        .setMessage(
            "%s only logs it when %s fails: it goes on as if the message were sent, whoever called it hears of success, and the message is lost. Let the failure reach the caller: return the future, or wait for it before the work counts as done (`.join()`, `.get(…)`); or write the message to an outbox. If the loss is acceptable: @SuppressWarnings(\"SendOutcomeOnlyLogged\")."
                .formatted(HandlerCode.nameAround(state.getPath()), method.getSimpleName()))
        .build();
  }
}
