/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.MessageKind;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A request and nothing else says what it is answered with. */
final class RequestReplyRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    String name = message.ref().type().shortName();
    boolean request = message.ref().kind() == MessageKind.REQUEST;
    if (request && !message.implementsRequest()) {
      report(message, name + " is a REQUEST", "does not implement Request<R>", findings);
    } else if (request && message.ref().reply() == null && message.unresolved().isEmpty()) {
      report(message, name, "implements Request without a class for its reply", findings);
    } else if (!request && message.implementsRequest()) {
      report(
          message,
          name + " implements Request",
          "is of kind " + message.ref().kind().name(),
          findings);
    }
  }

  private static void report(MessageModel message, String who, String what, Findings findings) {
    String and = who.contains(" ") ? "and " + what : what;
    findings.add(Problem.REQUEST_REPLY, message.place(), who, and);
  }
}
