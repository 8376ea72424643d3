/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** What is parked is a key. */
final class ParkUnkeyedRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    MessageRef message = handler.message();
    if (handlers.parksKeys() && message != null && !message.partitioned()) {
      findings.add(
          Problem.PARK_UNKEYED,
          handler.place(),
          handlers.type().shortName(),
          handler.name(),
          message.type().shortName(),
          message.type().shortName());
    }
  }
}
