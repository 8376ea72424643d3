/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A message is ordered or unordered, not both. */
final class UnorderedKeyRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    if (message.unorderedBecause() != null && !message.partitionKey().isEmpty()) {
      findings.add(
          Problem.UNORDERED_KEY,
          message.unorderedBecause().place(),
          message.ref().type().shortName());
    }
  }
}
