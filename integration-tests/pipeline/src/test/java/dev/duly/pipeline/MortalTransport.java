/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

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

/**
 * One process's connection to a broker that outlives it: after its death nothing gets out any more.
 */
final class MortalTransport implements Transport {
  private final Transport broker;
  private boolean dead;

  MortalTransport(Transport broker) {
    this.broker = broker;
  }

  void die() {
    dead = true;
  }

  @Override
  public CompletionStage<Void> send(List<Outgoing> batch) {
    if (dead) {
      return CompletableFuture.failedFuture(new TransportException("Test", "Dead.", ""));
    }
    return broker.send(batch);
  }

  @Override
  public Set<Capability> capabilities() {
    return broker.capabilities();
  }

  @Override
  public void provision(Topology topology) {
    broker.provision(topology);
  }

  @Override
  public Source open(ConsumerSpec consumer) {
    return broker.open(consumer);
  }

  @Override
  public List<Stored> browse(String channel, String after, int max) {
    return broker.browse(channel, after, max);
  }

  @Override
  public Optional<Stored> find(String channel, String id) {
    return broker.find(channel, id);
  }

  @Override
  public void remove(String channel, String id) {
    broker.remove(channel, id);
  }

  @Override
  public Map<String, DeliveryState> locate(String channel, String messageId, MessageKey key) {
    return broker.locate(channel, messageId, key);
  }

  @Override
  public void close() {
    die();
  }
}
