/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.runtime.transport.Outgoing;
import dev.duly.testing.ForwardingTransport;
import dev.duly.testing.InMemoryTransport;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A broker that confirms at once and keeps nothing: what is measured is the way to it. */
final class CountingBroker extends ForwardingTransport {
  private final Handled handled;

  CountingBroker(Handled handled) {
    super(new InMemoryTransport(Clock.systemUTC()));
    this.handled = handled;
  }

  @Override
  public CompletionStage<Void> send(List<Outgoing> batch) {
    batch.forEach(message -> handled.one());
    return CompletableFuture.completedFuture(null);
  }
}
