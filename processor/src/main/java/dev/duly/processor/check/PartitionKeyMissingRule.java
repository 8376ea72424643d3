/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A message says what must stay in order, or that nothing must. */
final class PartitionKeyMissingRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    if (message.partitionKey().isEmpty()
        && message.flaws().isEmpty()
        && message.missing().isEmpty()
        && message.unorderedBecause() == null) {
      findings.add(
          Problem.PARTITION_KEY_MISSING, message.place(), message.ref().type().shortName());
    }
  }
}
