/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.Declaration;
import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** All types exist in the end. */
final class UnresolvedTypeRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    check(message, findings);
  }

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    check(handlers, findings);
  }

  @Override
  void guardedType(GuardModel guard, Findings findings) {
    check(guard, findings);
  }

  @Override
  void publisher(PublisherModel publisher, Findings findings) {
    check(publisher, findings);
  }

  private static void check(Declaration declaration, Findings findings) {
    for (String name : declaration.unresolved()) {
      findings.add(
          Problem.UNRESOLVED_TYPE, declaration.place(), declaration.type().shortName(), name);
    }
  }
}
