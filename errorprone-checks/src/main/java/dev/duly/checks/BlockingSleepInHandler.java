/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.bugpatterns.BugChecker.MethodInvocationTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.sun.source.tree.MethodInvocationTree;
import dev.duly.checks.apis.Habits;
import dev.duly.checks.handlers.HandlerCode;
import java.util.Optional;

/** A handler that sleeps while its message and its thread wait. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler sleeps: its thread takes no other message meanwhile, and the broker may give this one to somebody else",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/BlockingSleepInHandler")
public final class BlockingSleepInHandler extends HintCheck implements MethodInvocationTreeMatcher {
  private static final long serialVersionUID = 1L;

  @Override
  public Description matchMethodInvocation(MethodInvocationTree tree, VisitorState state) {
    if (!isAskedFor(state) || !Habits.SLEEP.matches(tree, state)) {
      return NO_MATCH;
    }
    Optional<HandlerCode> code = handlerCode(state);
    if (code.isEmpty()) {
      return NO_MATCH;
    }
    return buildDescription(tree)
        .setMessage(
            "%s sleeps: its thread takes no other message meanwhile, and if that lasts longer than the broker waits, another instance gets the message as well and it is handled twice. Throw instead, and let the delay of the retry do the waiting: %s."
                .formatted(code.get().handler(), code.get().framework().afterFailure()))
        .build();
  }
}
