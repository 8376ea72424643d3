/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A message has one stable time at most, an {@code Instant}. */
final class OccurredAtRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    String name = message.ref().type().shortName();
    for (int i = 0; i < message.occurredAt().size(); i++) {
      MessageModel.TimeAccessor time = message.occurredAt().get(i);
      if (i > 0) {
        findings.add(Problem.OCCURRED_AT, time.place(), name, "is declared twice");
      } else if (!time.instant()) {
        findings.add(Problem.OCCURRED_AT, time.place(), name, "is of type " + time.typeName());
      }
    }
  }
}
