/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.GuardModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A result can be remembered and read back. */
final class GuardResultRule extends Rule {

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    if (method.returns() == GuardModel.Returns.UNSUPPORTED && guard.unresolved().isEmpty()) {
      findings.add(Problem.GUARD_RESULT, method.place(), method.name(), method.returnName());
    }
  }
}
