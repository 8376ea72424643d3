/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.Declared;
import dev.duly.processor.model.StrayGuardsModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A declared guard guards something. */
final class StrayGuardRule extends Rule {

  @Override
  void strayGuards(StrayGuardsModel guards, Findings findings) {
    for (Declared<String> method : guards.methods()) {
      findings.add(Problem.STRAY_GUARD, method.place(), method.value());
    }
  }
}
