/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.matchers.Description;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import dev.duly.checks.apis.frameworks.Framework;
import dev.duly.checks.failures.AcknowledgeOnSuccess;
import dev.duly.checks.failures.Acknowledgement;
import dev.duly.checks.failures.Acknowledgement.Place;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.handlers.Polling;
import java.util.Optional;

/** A handler that acknowledges by hand, and not only what it has done. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "A message is acknowledged although its work failed, or passed over without a word",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/AckWithoutSuccess")
public final class AckWithoutSuccess extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return HandlerCode.mayBeIn(state) || Polling.isPossible(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(TryTree.class, this::matchTry);
  }

  private Description matchTry(TryTree tree, VisitorState state) {
    Optional<Acknowledgement> around = Acknowledgement.around(state.getPath(), state);
    if (around.isEmpty()) {
      return NO_MATCH;
    }
    Acknowledgement found = around.get();
    Optional<String> leftOut = found.library(state).flatMap(Framework::leftUnacknowledged);
    if (found.place() == Place.LEFT_OUT && leftOut.isEmpty()) {
      // The broker delivers it again by itself.
      return NO_MATCH;
    }
    Optional<HandlerCode> handler = handlerCode(state);
    if (handler.isPresent()) {
      return found(at(found), handler.get(), state)
          .setMessage(explain(found, leftOut, handler.get(), state))
          .addFix(AcknowledgeOnSuccess.fix(tree, found, handler.get(), state))
          .build();
    }
    // What follows a loop that fetches runs when no more messages come.
    if (Polling.hasPollingLoop(tree.getBlock(), state)) {
      return NO_MATCH;
    }
    // Throwing would end the loop that fetches: what to do instead is its owner's to choose.
    return pollingCode(state)
        .map(
            code ->
                found(at(found), code, state)
                    .setMessage(explain(found, leftOut, code, state))
                    .addFix(SuggestedFix.emptyFix())
                    .build())
        .orElse(NO_MATCH);
  }

  private static Tree at(Acknowledgement found) {
    return found.place() == Place.LEFT_OUT ? found.clause().orElseThrow() : found.call();
  }

  private String explain(
      Acknowledgement found, Optional<String> leftOut, HandlerCode code, VisitorState state) {
    String subject = code.handler() + code.helper().map(name -> ", in " + name + ",").orElse("");
    String failure =
        found
            .clause()
            .map(clause -> state.getSourceForNode(clause.getParameter().getType()))
            .orElse("failure");
    String through =
        "%s: `throw %s;`"
            .formatted(
                code.framework().afterFailure(),
                found.clause().map(AckWithoutSuccess::caught).orElse("e"));
    String fact =
        switch (found.place()) {
          case IN_CATCH, AFTER_CATCH ->
              "%s acknowledges the message after any %s: the broker forgets it, it is not tried again, and its work is lost. Acknowledge only what succeeded and let the failure through, %s."
                  .formatted(subject, failure, through);
          case IN_FINALLY ->
              "%s acknowledges in a finally, so after any %s too: the broker forgets a message whose work failed, and it is lost, at the latest when this process stops before it is tried again. Acknowledge as the last thing in the try and let failures through, %s."
                  .formatted(subject, failure, through);
          case LEFT_OUT ->
              "%s returns after any %s without acknowledging the message or giving it back: it is not tried again; %s. Let the failure through, %s."
                  .formatted(subject, failure, leftOut.orElseThrow(), through);
        };
    return fact + " " + unlessMeant(code);
  }

  private static String caught(CatchTree clause) {
    return clause.getParameter().getName().toString();
  }
}
