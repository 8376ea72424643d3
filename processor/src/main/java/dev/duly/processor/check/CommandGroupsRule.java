/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.check.ModuleView.Handling;
import dev.duly.processor.model.MessageKind;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A command or request has one group that handles it. */
final class CommandGroupsRule implements TopologyRule {

  @Override
  public void check(ModuleView module, Findings findings) {
    Map<TypeRef, String> groups = new HashMap<>();
    for (Handling handling : module.handlings()) {
      MessageRef message = handling.message();
      if (message.kind() == MessageKind.EVENT) {
        continue;
      }
      String first = groups.putIfAbsent(message.type(), handling.group());
      if (first != null && !first.equals(handling.group())) {
        findings.add(
            Problem.COMMAND_GROUPS,
            handling.handler().place(),
            message.kind().name().toLowerCase(Locale.ROOT),
            message.type().shortName(),
            first,
            handling.group());
      }
    }
  }
}
