/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.observed;

import dev.duly.runtime.visibility.Observer;
import java.time.Duration;

/** Writes what happens into a gauge file. */
public final class Gauges implements Observer {
  private final GaugeFile file;

  public Gauges(GaugeFile file) {
    this.file = file;
  }

  @Override
  public void effect(MessageEvent event, Duration elapsed) {
    file.increment(event.group(), Gauge.ENDED);
  }

  @Override
  public void duplicate(MessageEvent event) {
    file.increment(event.group(), Gauge.ENDED);
  }

  @Override
  public void dead(MessageEvent event, String reason) {
    file.increment(event.group(), Gauge.ENDED);
  }

  @Override
  public void retry(MessageEvent event, Throwable failure, Duration delay) {
    file.increment(event.group(), Gauge.RETRIES);
  }
}
