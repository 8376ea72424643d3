/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;
import static dev.duly.checks.apis.Publishing.JOINS_THE_TRANSACTION;
import static dev.duly.checks.apis.Publishing.PUBLISH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.sun.source.tree.MethodInvocationTree;
import dev.duly.checks.apis.ClassPath;
import dev.duly.checks.apis.RemoteCalls;
import dev.duly.checks.effects.Requests;
import dev.duly.checks.handlers.HandlerCode;
import java.util.Optional;

/** An effect that no rollback takes back, in a handler that may roll back. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler acts on another system inside its transaction: a rollback does not take that back, and the next attempt repeats it",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/EffectInTransaction")
public final class EffectInTransaction extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return ClassPath.hasDuly(state) && HandlerCode.mayBeIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::matchCall);
  }

  private Description matchCall(MethodInvocationTree call, VisitorState state) {
    boolean publishes = PUBLISH.matches(call, state) && !JOINS_THE_TRANSACTION.matches(call, state);
    Optional<String> effect =
        publishes
            ? Optional.of("hands a message to a broker")
            : RemoteCalls.of(call, state).map(RemoteCalls::what);
    if (effect.isEmpty()) {
      return NO_MATCH;
    }
    return guardedCode(state)
        .filter(code -> publishes || !Requests.onlyRead(call, code.body()))
        .map(code -> describe(call, effect.get(), publishes, code))
        .orElse(NO_MATCH);
  }

  private Description describe(
      MethodInvocationTree call, String effect, boolean publishes, HandlerCode code) {
    return buildDescription(call)
        .setMessage(
            "%s %s%s inside its transaction: when the transaction rolls back that stays, each further attempt does it again, and until it answers the transaction holds its connection and its locks. %s %s"
                .formatted(
                    code.handler(),
                    effect,
                    code.helper().map(name -> " in " + name).orElse(""),
                    publishes
                        ? "Return the message from the handler, or publish it through Duly's Outbox or a @Publisher: then it leaves with the commit."
                        : "Return a message from this handler, which leaves with the commit, and do it in a handler of that message with @Idempotent(mode = NATURAL, because = \"…\"); hand the message's key to the other system, so that it knows a repetition.",
                    unlessMeant(code)))
        .build();
  }
}
