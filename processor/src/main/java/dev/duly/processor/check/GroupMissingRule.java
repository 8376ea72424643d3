/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.util.Locale;

/** Handlers belong to a declared group. */
final class GroupMissingRule extends Rule {

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    if (handlers.group() == null) {
      String name = handlers.type().shortName();
      String suggestion = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      findings.add(Problem.GROUP_MISSING, handlers.place(), name, suggestion);
    }
  }
}
