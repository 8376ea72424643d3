/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.Declared;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** Somebody answers for dead letters. */
final class OwnerMissingRule extends Rule {

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    Declared<String> group = handlers.group();
    if (group != null && handlers.owner() == null) {
      findings.add(Problem.OWNER_MISSING, handlers.place(), group.value());
    }
  }
}
