/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.frameworks.Call;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.apis.frameworks.Frameworks;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a message is acknowledged with, by whoever holds it. */
public final class Settling {
  // Those who hold them acknowledge only where the session is set up for that; rarely is it.
  private static final Set<String> RARELY_WITH = Set.of("jakarta.jms.Message", "javax.jms.Message");

  private static final Set<String> TYPES =
      Frameworks.ALL.stream()
          .flatMap(
              each -> Stream.concat(each.acknowledgements().stream(), each.refusals().stream()))
          .map(Call::type)
          .filter(type -> !RARELY_WITH.contains(type))
          .collect(Collectors.toUnmodifiableSet());

  /** A call on something one acknowledges or refuses with. */
  static final Calls SETTLES =
      Calls.of(
          Frameworks.ALL.stream()
              .flatMap(
                  each -> Stream.concat(each.acknowledgements().stream(), each.refusals().stream()))
              .map(call -> new Call(call.type(), Call.ANY))
              .distinct()
              .toList());

  private static final Calls HANDLES =
      Calls.of(
          "com.rabbitmq.client.Envelope#getDeliveryTag",
          "org.springframework.amqp.core.MessageProperties#getDeliveryTag",
          "software.amazon.awssdk.services.sqs.model.Message#receiptHandle",
          "com.amazonaws.services.sqs.model.Message#getReceiptHandle");

  /** Whether whoever gets the value of an expression can acknowledge or refuse the message. */
  public static boolean hands(ExpressionTree value, VisitorState state) {
    if (HANDLES.matches(value, state)) {
      return true;
    }
    Type type = ASTHelpers.getType(value);
    return type != null
        && TYPES.stream()
            .map(state::getTypeFromString)
            .anyMatch(each -> each != null && ASTHelpers.isSubtype(type, each, state));
  }

  private Settling() {}
}
