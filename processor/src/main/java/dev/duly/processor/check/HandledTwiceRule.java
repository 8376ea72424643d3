/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.check.ModuleView.Handling;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A group has one handler for a message. */
final class HandledTwiceRule implements TopologyRule {

  @Override
  public void check(ModuleView module, Findings findings) {
    Map<List<String>, Handling> seen = new HashMap<>();
    for (Handling handling : module.handlings()) {
      String message = handling.message().type().qualifiedName();
      Handling first = seen.putIfAbsent(List.of(handling.group(), message), handling);
      if (first != null) {
        findings.add(
            Problem.HANDLED_TWICE,
            handling.handler().place(),
            handling.group(),
            handling.message().type().shortName(),
            first.handler().name(),
            handling.handler().name());
      }
    }
  }
}
