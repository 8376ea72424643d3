/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** What is parked can be delivered again. */
final class ParkDeliveryRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    if (handlers.parksKeys() && handler.delivery().value().equals("AT_MOST_ONCE")) {
      findings.add(
          Problem.PARK_DELIVERY,
          handler.delivery().place(),
          handlers.type().shortName(),
          handler.name());
    }
  }
}
