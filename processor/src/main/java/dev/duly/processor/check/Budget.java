/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.DurationText;
import dev.duly.processor.model.EffectModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.RetryModel;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The time a handler may take, as far as its declarations are well formed. */
final class Budget {
  static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

  private Budget() {}

  static @Nullable Duration lease(HandlerClassModel handlers) {
    return handlers.lease() == null ? DEFAULT_LEASE : handlers.lease().value();
  }

  /** How long one run may take. */
  static @Nullable Duration run(HandlerClassModel handlers, HandlerModel handler) {
    DurationText timeout = handler.timeout();
    if (timeout != null) {
      return timeout.value();
    }
    return handler.effect() == null ? lease(handlers) : handler.effect().lease().value();
  }

  /**
   * From the first run to the end of the last: every wait at its longest, every run as well. A call
   * in doubt waits for the end of its lease at least.
   */
  static @Nullable Duration redelivery(HandlerClassModel handlers, HandlerModel handler) {
    RetryModel retry = handler.retry();
    Duration run = run(handlers, handler);
    EffectModel effect = handler.effect();
    if (run != null && effect != null) {
      Duration lease = effect.lease().value();
      run = lease == null ? null : run.plus(lease);
    }
    Duration waits = retry == null ? RetryModel.DEFAULT_WAITS : retry.longestWaits();
    int attempts = retry == null ? RetryModel.DEFAULT_ATTEMPTS : retry.attempts().value();
    return run == null || waits == null || run.compareTo(Duration.ofDays(1_000)) > 0
        ? null
        : waits.plus(run.multipliedBy(attempts));
  }

  /** {@code 1m30s}. */
  static String show(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
