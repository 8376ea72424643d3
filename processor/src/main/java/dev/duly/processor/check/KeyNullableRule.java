/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.KeyPart;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.util.List;

/** A key has no part that may be missing. */
final class KeyNullableRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    check(KeyParts.of(message), message.ref().type().shortName(), findings);
  }

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    check(KeyParts.of(method), method.name(), findings);
  }

  private static void check(List<KeyPart> parts, String name, Findings findings) {
    for (KeyPart part : parts) {
      if (part.type() == KeyPart.Type.OPTIONAL) {
        findings.add(Problem.KEY_NULLABLE, part.place(), part.name(), name, part.typeName());
      } else if (part.nullable()) {
        findings.add(Problem.KEY_NULLABLE, part.place(), part.name(), name, "@Nullable");
      }
    }
  }
}
