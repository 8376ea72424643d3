/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.ResultModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** Every member of a returned family is a message. */
final class SealedMemberRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    ResultModel result = handler.result();
    if (result.family() && result.type() != null) {
      for (String stranger : result.strangers()) {
        findings.add(
            Problem.SEALED_MEMBER,
            handler.place(),
            handler.name(),
            result.type().shortName(),
            stranger);
      }
    }
  }
}
