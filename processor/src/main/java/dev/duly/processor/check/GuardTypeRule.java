/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.GuardModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** Generated code can implement an interface with guarded methods. */
final class GuardTypeRule extends Rule {

  @Override
  void guardedType(GuardModel guard, Findings findings) {
    for (String flaw : guard.flaws()) {
      findings.add(Problem.GUARD_TYPE, guard.place(), guard.type().shortName(), flaw);
    }
  }
}
