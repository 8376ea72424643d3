/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.GuardModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A declared guard guards something. */
final class GuardNaturalRule extends Rule {

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    if (method.idempotent().mode().value().equals("NATURAL")) {
      findings.add(Problem.GUARD_NATURAL, method.idempotent().mode().place(), method.name());
    }
  }
}
