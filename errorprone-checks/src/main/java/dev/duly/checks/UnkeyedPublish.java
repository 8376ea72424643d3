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
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.sends.Senders;
import dev.duly.checks.sends.Unkeyed;
import java.util.Optional;

/** A message sent to Kafka with nothing to keep it in order by. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "A message is sent to Kafka without a key: a later one may overtake it",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/UnkeyedPublish")
public final class UnkeyedPublish extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return Unkeyed.mayBeIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::match);
    file.each(NewClassTree.class, this::match);
  }

  private Description match(ExpressionTree tree, VisitorState state) {
    Optional<Unkeyed> send = Unkeyed.in(tree, state);
    if (send.isEmpty() || send.get().needsNoOrder(tree, state) || Exclusions.excuse(state)) {
      return NO_MATCH;
    }
    if (Senders.knowBetter(state)) {
      return NO_MATCH;
    }
    return buildDescription(tree).setMessage(explain(send.get(), state)).build();
  }

  private static String explain(Unkeyed send, VisitorState state) {
    return "%s sends%s without a key, so Kafka spreads the messages over all partitions: under load or after a retry a later one is handled before an earlier one about the same thing, and old state overwrites new. Give it the key of what must stay in order, such as the id of that thing: %s. If no order is needed: @SuppressWarnings(\"UnkeyedPublish\")."
        .formatted(
            HandlerCode.nameAround(state.getPath()),
            send.topics().stream()
                .findFirst()
                .map(topic -> " to " + state.getSourceForNode(topic))
                .orElse(""),
            send.remedy());
  }
}
