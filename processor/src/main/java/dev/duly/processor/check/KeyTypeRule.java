/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.KeyPart;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.util.List;

/** A key is made of types that are equal when their text is. */
final class KeyTypeRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    check(KeyParts.of(message), message.ref().type().shortName(), findings);
  }

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    check(KeyParts.of(method), method.name(), findings);
  }

  private static void check(List<KeyPart> parts, String owner, Findings findings) {
    parts.stream()
        .filter(part -> part.type() == KeyPart.Type.UNSUPPORTED)
        .forEach(
            part ->
                findings.add(Problem.KEY_TYPE, part.place(), part.name(), owner, part.typeName()));
  }
}
