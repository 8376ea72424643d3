/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.Declared;
import dev.duly.processor.model.GuardModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Keys are kept under a declared id, each method's on their own. */
final class GuardScopeRule extends Rule {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  @Override
  void guardedType(GuardModel guard, Findings findings) {
    Map<String, String> taken = new HashMap<>();
    for (GuardModel.Method method : guard.methods()) {
      Declared<String> scope = method.idempotent().scope();
      if (scope.value().isEmpty()) {
        findings.add(
            Problem.GUARD_SCOPE, scope.place(), method.name(), "no scope", suggestion(method));
        continue;
      }
      String other = taken.putIfAbsent(scope.value(), method.name());
      if (other != null) {
        String fact = "the scope of " + other;
        findings.add(Problem.GUARD_SCOPE, scope.place(), method.name(), fact, suggestion(method));
      }
    }
  }

  private static String suggestion(GuardModel.Method method) {
    return HUMP.matcher(method.name()).replaceAll("-").toLowerCase(java.util.Locale.ROOT);
  }
}
