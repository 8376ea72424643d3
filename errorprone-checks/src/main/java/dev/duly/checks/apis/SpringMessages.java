/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import dev.duly.checks.apis.frameworks.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Spring's messages, whose headers say to which topic and with which key Kafka gets them. */
public final class SpringMessages {
  private static final String BUILDER = "org.springframework.messaging.support.MessageBuilder";
  private static final Calls STARTS_EMPTY = Calls.of(BUILDER + "#withPayload");
  private static final Calls BUILDS = Calls.of(BUILDER + "#build");
  private static final Calls SETS_A_HEADER =
      Calls.of(BUILDER + "#setHeader", BUILDER + "#setHeaderIfAbsent");
  // None of them sets a key.
  private static final Calls SETS_A_CHANNEL =
      Calls.of(
          BUILDER + "#setReplyChannel",
          BUILDER + "#setReplyChannelName",
          BUILDER + "#setErrorChannel",
          BUILDER + "#setErrorChannelName");
  private static final Calls PLAIN =
      Calls.of("org.springframework.messaging.support.GenericMessage#<init>");

  private static final String KEY = "kafka_messageKey";
  private static final Set<String> PLACES = Set.of(KEY, "kafka_partitionId");
  private static final String TOPIC = "kafka_topic";

  /**
   * A message that is built in one expression, with nothing that gives it a key or a partition.
   *
   * @param topics what names its topic; empty where it goes to the template's default
   */
  public record Unkeyed(List<ExpressionTree> topics) {}

  /** Empty where a message has a key or a partition, or may have got one elsewhere. */
  public static Optional<Unkeyed> unkeyed(ExpressionTree message, VisitorState state) {
    if (message instanceof NewClassTree created) {
      return PLAIN.matches(created, state) && created.getArguments().size() == 1
          ? Optional.of(new Unkeyed(List.of()))
          : Optional.empty();
    }
    if (!BUILDS.matches(message, state)) {
      return Optional.empty();
    }
    List<ExpressionTree> topics = new ArrayList<>();
    ExpressionTree call = ASTHelpers.getReceiver(message);
    while (call instanceof MethodInvocationTree step && !STARTS_EMPTY.matches(step, state)) {
      if (SETS_A_HEADER.matches(step, state)) {
        ExpressionTree header = step.getArguments().get(0);
        String name = ASTHelpers.constValue(header, String.class);
        if (name == null || PLACES.contains(name)) {
          return Optional.empty();
        }
        if (name.equals(TOPIC)) {
          topics.add(step.getArguments().get(1));
        }
      } else if (!SETS_A_CHANNEL.matches(step, state)) {
        return Optional.empty();
      }
      call = ASTHelpers.getReceiver(step);
    }
    return call instanceof MethodInvocationTree
        ? Optional.of(new Unkeyed(topics))
        : Optional.empty();
  }

  /** The value of the header that is the key; empty where a call sets another. */
  public static Optional<ExpressionTree> key(MethodInvocationTree call, VisitorState state) {
    return SETS_A_HEADER.matches(call, state)
            && KEY.equals(ASTHelpers.constValue(call.getArguments().get(0), String.class))
        ? Optional.of(call.getArguments().get(1))
        : Optional.empty();
  }

  private SpringMessages() {}
}
