/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;
import static dev.duly.checks.apis.PolledRecords.HANDED_OFF;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.duly.checks.apis.PolledRecords;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.handlers.PollLoop;
import dev.duly.checks.handlers.Polling;
import java.util.Optional;

/** A loop that fetches messages, gives them to another thread, and acknowledges at once. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "A poll loop hands its records to another thread and commits before they are done",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/PollLoopHandOff")
public final class PollLoopHandOff extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return Polling.isPossible(state) && PolledRecords.areHandedOffIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::matchCall);
  }

  private Description matchCall(MethodInvocationTree tree, VisitorState state) {
    if (!HANDED_OFF.matches(tree, state)) {
      return NO_MATCH;
    }
    Optional<HandlerCode> code = pollingCode(state);
    if (code.isEmpty()) {
      return NO_MATCH;
    }
    Optional<ExpressionTree> commit = PollLoop.commitAfter(state.getPath(), code.get(), state);
    return commit
        .map(
            call ->
                buildDescription(tree).setMessage(explain(tree, call, code.get(), state)).build())
        .orElse(NO_MATCH);
  }

  private String explain(
      MethodInvocationTree handOff, ExpressionTree commit, HandlerCode code, VisitorState state) {
    return "%s gives messages to another thread, `%s`, and acknowledges them with `%s` without waiting for it: what fails there, or is not done when the process stops, is lost, since only %s. Keep the futures and wait for all of them before that call, or acknowledge each message where its work ends. %s"
        .formatted(
            code.handler(),
            state.getSourceForNode(handOff.getMethodSelect()),
            state.getSourceForNode(commit),
            code.framework().afterFailure(),
            unlessMeant(code));
  }
}
