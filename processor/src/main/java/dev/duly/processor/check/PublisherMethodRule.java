/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.MessageKind;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.model.ParameterModel;
import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A publisher method takes one message and returns its confirmation or its reply. */
final class PublisherMethodRule extends Rule {

  @Override
  void publisher(PublisherModel publisher, Findings findings) {
    for (PublisherModel.Method method : publisher.methods()) {
      String fault = fault(method);
      if (fault != null && publisher.unresolved().isEmpty()) {
        String name = publisher.type().shortName() + "." + method.name();
        findings.add(Problem.PUBLISHER_METHOD, method.place(), name, fault);
      }
    }
  }

  private static @Nullable String fault(PublisherModel.Method method) {
    if (method.generic()) {
      return "has type parameters";
    }
    if (method.parameters().size() != 1) {
      return "takes " + method.parameters().size() + " parameters";
    }
    ParameterModel parameter = method.parameters().get(0);
    return switch (parameter.role()) {
      case MESSAGE -> parameter.message() == null ? null : fault(method, parameter.message());
      case OTHER -> null;
      case BATCH -> "takes a list";
      case SEALED ->
          "takes a sealed type; its members are " + String.join(", ", parameter.candidates());
      default -> "takes " + parameter.typeName() + ", which can be no message";
    };
  }

  private static @Nullable String fault(PublisherModel.Method method, MessageRef message) {
    boolean confirmed =
        method.returns() == PublisherModel.Returns.VOID
            || method.returns() == PublisherModel.Returns.STAGE_OF_VOID;
    boolean answered =
        method.returns() == PublisherModel.Returns.VALUE
            || method.returns() == PublisherModel.Returns.STAGE_OF_VALUE;
    if (message.kind() != MessageKind.REQUEST) {
      return confirmed
          ? null
          : "returns " + method.returnName() + ", and nobody answers " + kind(message);
    }
    TypeRef reply = message.reply();
    if (reply == null || (answered && reply.equals(method.returned()))) {
      return null;
    }
    return "returns "
        + method.returnName()
        + ", and its request is answered with "
        + reply.shortName();
  }

  private static String kind(MessageRef message) {
    return message.kind() == MessageKind.EVENT ? "an event" : "a command";
  }
}
