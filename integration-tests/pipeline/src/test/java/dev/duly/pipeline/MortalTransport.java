/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.ForwardingTransport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One process's connection to a broker that outlives it: after its death nothing gets out. */
final class MortalTransport extends ForwardingTransport {
  private boolean dead;

  MortalTransport(Transport broker) {
    super(broker);
  }

  void die() {
    dead = true;
  }

  @Override
  public CompletionStage<Void> send(List<Outgoing> batch) {
    if (dead) {
      return CompletableFuture.failedFuture(
          new TransportException("Test", "The process is dead.", "Start another."));
    }
    return super.send(batch);
  }

  @Override
  public void close() {
    die();
  }
}
