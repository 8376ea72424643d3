/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.KeyPart;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A key has no part that may be missing. */
final class KeyNullableRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    String name = message.ref().type().shortName();
    for (KeyPart part : KeyParts.of(message)) {
      if (part.type() == KeyPart.Type.OPTIONAL) {
        findings.add(Problem.KEY_NULLABLE, part.place(), part.name(), name, part.typeName());
      } else if (part.nullable()) {
        findings.add(Problem.KEY_NULLABLE, part.place(), part.name(), name, "@Nullable");
      }
    }
  }
}
