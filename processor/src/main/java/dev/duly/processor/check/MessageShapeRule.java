/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A message is a record, or a class with accessors. */
final class MessageShapeRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    for (String flaw : message.flaws()) {
      findings.add(Problem.MESSAGE_SHAPE, message.place(), message.ref().type().shortName(), flaw);
    }
  }
}
