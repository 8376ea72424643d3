/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An id means one message in its channel. */
final class MessageIdTakenRule implements TopologyRule {

  @Override
  public void check(ModuleView module, Findings findings) {
    Map<List<String>, MessageModel> taken = new HashMap<>();
    for (MessageModel message : module.messages()) {
      MessageRef ref = message.ref();
      MessageModel other = taken.putIfAbsent(List.of(ref.channel(), ref.id()), message);
      if (other != null) {
        findings.add(
            Problem.MESSAGE_ID_TAKEN,
            message.id().place(),
            ref.type().shortName(),
            ref.id(),
            ref.channel(),
            other.ref().type().shortName());
      }
    }
  }
}
