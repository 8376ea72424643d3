/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;

/** The smallest handler there can be. */
@HandlerGroup("counter")
public class Counter {
  private long sum;

  @MessageHandler
  @Idempotent
  public void count(Tick tick) {
    sum += tick.number();
  }

  public long sum() {
    return sum;
  }
}
