/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.GuardModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** Generated code can stand between a caller and a guarded method. */
final class GuardMethodRule extends Rule {

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    for (String flaw : method.flaws()) {
      findings.add(Problem.GUARD_METHOD, method.place(), method.name(), flaw);
    }
  }
}
