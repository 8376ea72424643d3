/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.reliability;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Capability;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** A transport whose dead-letter channels refuse every second message or so. */
record ShakyDeadLetters(Transport transport, RandomGenerator random) implements Transport {
  @Override
  public Set<Capability> capabilities() {
    return transport.capabilities();
  }

  @Override
  public void provision(Topology topology) {
    transport.provision(topology);
  }

  @Override
  public Source open(ConsumerSpec consumer) {
    return transport.open(consumer);
  }

  @Override
  public CompletionStage<Void> send(List<Outgoing> batch) {
    boolean dead = batch.stream().anyMatch(one -> one.channel().equals(Orders.DEAD_LETTERS));
    if (dead && random.nextBoolean()) {
      return CompletableFuture.failedFuture(
          new TransportException("DulyInjectedFault", "The channel is shaky.", "Try again."));
    }
    return transport.send(batch);
  }

  @Override
  public List<Stored> browse(String channel, String after, int max) {
    return transport.browse(channel, after, max);
  }

  @Override
  public Optional<Stored> find(String channel, String id) {
    return transport.find(channel, id);
  }

  @Override
  public void remove(String channel, String id) {
    transport.remove(channel, id);
  }

  @Override
  public Map<String, DeliveryState> locate(String channel, String messageId, MessageKey key) {
    return transport.locate(channel, messageId, key);
  }

  @Override
  public void close() {
    transport.close();
  }
}
