/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.Concurrency;
import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;

/** Counts parcels. */
@HandlerGroup("sorting")
@Concurrency(lanes = Contender.WORKERS, inFlight = 2000)
public final class ParcelHandler {
  private final Handled handled;

  ParcelHandler(Handled handled) {
    this.handled = handled;
  }

  @MessageHandler
  @Idempotent
  void handle(Parcel parcel) {
    handled.one();
  }
}
