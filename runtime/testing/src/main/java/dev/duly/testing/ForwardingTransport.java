/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

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
import java.util.concurrent.CompletionStage;

/** Passes every call on: a test overrides the one that should go wrong. */
public abstract class ForwardingTransport implements Transport {
  private final Transport transport;

  /** Passes calls on to {@code transport}. */
  protected ForwardingTransport(Transport transport) {
    this.transport = transport;
  }

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
