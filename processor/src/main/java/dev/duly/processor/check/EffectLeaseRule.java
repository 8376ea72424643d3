/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.DurationText;
import dev.duly.processor.model.EffectModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.time.Duration;

/** A call is over well before its lease is. */
final class EffectLeaseRule extends Rule {
  private static final Duration LONGEST = Duration.ofDays(1_000);

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    EffectModel effect = handler.effect();
    DurationText timeout = handler.timeout();
    if (effect == null || timeout == null) {
      return;
    }
    Duration lease = effect.lease().value();
    Duration run = timeout.value();
    if (lease == null || run == null || run.compareTo(LONGEST) > 0) {
      return;
    }
    if (lease.compareTo(run.multipliedBy(6).dividedBy(5)) < 0) {
      findings.add(
          Problem.EFFECT_LEASE,
          effect.lease().place(),
          handler.name(),
          timeout.text(),
          effect.lease().text());
    }
  }
}
