/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.reliability;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.ForwardingTransport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** A transport whose dead-letter channels refuse every second message or so. */
final class ShakyDeadLetters extends ForwardingTransport {
  private final RandomGenerator random;

  ShakyDeadLetters(Transport transport, RandomGenerator random) {
    super(transport);
    this.random = random;
  }

  @Override
  public CompletionStage<Void> send(List<Outgoing> batch) {
    boolean dead = batch.stream().anyMatch(one -> one.channel().equals(Orders.DEAD_LETTERS));
    if (dead && random.nextBoolean()) {
      return CompletableFuture.failedFuture(
          new TransportException("DulyInjectedFault", "The channel is shaky.", "Try again."));
    }
    return super.send(batch);
  }
}
