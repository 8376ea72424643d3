/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.GuardModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A guarded method has a key. */
final class GuardKeyRule extends Rule {

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    if (method.key().isEmpty()) {
      findings.add(Problem.GUARD_KEY, method.place(), method.name());
    }
  }
}
