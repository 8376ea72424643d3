/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Capability;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.transport.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The bug that loses: what is polled counts as done before anything is committed. */
record SettledEarly(Transport transport) implements Transport {

  @Override
  public Source open(ConsumerSpec consumer) {
    return new EarlySource(transport.open(consumer));
  }

  private record EarlySource(Source source) implements Source {
    @Override
    public List<Delivery> poll(int max, Duration wait) {
      List<Delivery> polled = source.poll(max, wait);
      source.settle(
          polled.stream().map(delivery -> new Settlement(delivery, Verdict.EFFECT)).toList());
      return polled;
    }

    @Override
    public void settle(Collection<Settlement> settlements) {
      // Done.
    }

    @Override
    public List<Delivery> renew(Collection<Delivery> deliveries) {
      return List.of();
    }

    @Override
    public void close() {
      source.close();
    }
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
