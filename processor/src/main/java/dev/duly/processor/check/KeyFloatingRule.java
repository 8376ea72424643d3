/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.KeyPart;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A key has no floating point part. */
final class KeyFloatingRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    KeyParts.of(message).stream()
        .filter(part -> part.type() == KeyPart.Type.FLOATING)
        .forEach(
            part ->
                findings.add(
                    Problem.KEY_FLOATING,
                    part.place(),
                    part.name(),
                    message.ref().type().shortName(),
                    part.typeName()));
  }
}
