/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.PartitionKey;

/** What everybody carries. */
@Message(channel = "parcels")
public record Parcel(@IdempotencyKey long number, @PartitionKey int source, String body) {
  /** What the message brings along: 200 characters. */
  static final String BODY = "x".repeat(200);

  private static final int SOURCES = 1000;

  static Parcel of(long number) {
    return new Parcel(number, (int) (number % SOURCES), BODY);
  }
}
