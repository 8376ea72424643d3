/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.DulyException;
import dev.duly.runtime.TransportException;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * A transport as one process sees it whose {@link Faults} are planned. What a failed poll had taken
 * is handed out again by the next one, so that the order within a key holds.
 */
public final class FaultyTransport implements Transport {
  private static final String PARTITION_KEY = "ce-partitionkey";

  private final Transport transport;
  private final Faults faults;

  /** {@code transport} with {@code faults}. */
  public FaultyTransport(Transport transport, Faults faults) {
    this.transport = transport;
    this.faults = faults;
  }

  @Override
  public Set<Capability> capabilities() {
    return transport.capabilities();
  }

  @Override
  public void provision(Topology topology) {
    faults.around(
        PortCall.PROVISION, () -> "", FaultyTransport::failed, () -> transport.provision(topology));
  }

  @Override
  public Source open(ConsumerSpec consumer) {
    return faults.around(
        PortCall.OPEN,
        () -> " " + consumer.group(),
        FaultyTransport::failed,
        () -> new FaultySource(transport.open(consumer), faults, consumer.group()),
        source -> "ok");
  }

  @Override
  public CompletionStage<Void> send(List<Outgoing> batch) {
    try {
      return faults.around(
          PortCall.SEND,
          () -> ids(batch),
          FaultyTransport::failed,
          () -> transport.send(withDuplicates(batch)),
          stage -> "ok");
    } catch (TransportException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public List<Stored> browse(String channel, String after, int max) {
    return faults.around(
        PortCall.BROWSE,
        () -> " " + channel,
        FaultyTransport::failed,
        () -> transport.browse(channel, after, max),
        found -> Integer.toString(found.size()));
  }

  @Override
  public Optional<Stored> find(String channel, String id) {
    return faults.around(
        PortCall.FIND,
        () -> " " + channel + "/" + id,
        FaultyTransport::failed,
        () -> transport.find(channel, id),
        found -> found.isPresent() ? "found" : "none");
  }

  @Override
  public void remove(String channel, String id) {
    faults.around(
        PortCall.REMOVE,
        () -> " " + channel + "/" + id,
        FaultyTransport::failed,
        () -> transport.remove(channel, id));
  }

  @Override
  public Map<String, DeliveryState> locate(String channel, String messageId, MessageKey key) {
    return faults.around(
        PortCall.LOCATE,
        () -> " " + key,
        FaultyTransport::failed,
        () -> transport.locate(channel, messageId, key),
        Map::toString);
  }

  /** Closes the transport, unless the process is dead. */
  @Override
  public void close() {
    if (!faults.crashed()) {
      transport.close();
    }
  }

  private List<Outgoing> withDuplicates(List<Outgoing> batch) {
    List<Outgoing> sent = new ArrayList<>(batch.size());
    List<Outgoing> copies = new ArrayList<>();
    for (Outgoing message : batch) {
      sent.add(message);
      if (faults.duplicates()) {
        copies.add(message);
      }
    }
    // Behind the whole batch: a duplicate that comes late is the one that hurts.
    sent.addAll(copies);
    return sent;
  }

  static String ids(List<Outgoing> batch) {
    return batch.stream()
        .map(one -> one.channel() + ":" + one.headers().getOrDefault("ce-id", "?"))
        .collect(Collectors.joining(" ", " ", ""));
  }

  private static DulyException failed(String where) {
    return new TransportException(
        "DulyInjectedFault", "A fault was injected at " + where + ".", "The test wants it so.");
  }

  private static final class FaultySource implements Source {
    private final Source source;
    private final Faults faults;
    private final String group;
    private final List<Delivery> unanswered = new ArrayList<>();

    private FaultySource(Source source, Faults faults, String group) {
      this.source = source;
      this.faults = faults;
      this.group = group;
    }

    @Override
    public List<Delivery> poll(int max, Duration wait) {
      List<Delivery> polled =
          faults.around(
              PortCall.POLL,
              () -> " " + group,
              FaultyTransport::failed,
              () -> {
                giveBackUnanswered();
                if (!faults.delays()) {
                  unanswered.addAll(source.poll(max, wait));
                }
                return List.copyOf(unanswered);
              },
              found -> "[" + deliveries(found) + "]");
      unanswered.clear();
      return faults.reorders() ? mixed(polled) : polled;
    }

    @Override
    public void settle(Collection<Settlement> settlements) {
      faults.around(
          PortCall.SETTLE,
          () ->
              settlements.stream()
                  .map(one -> id(one.delivery()) + "=" + one.verdict())
                  .collect(Collectors.joining(" ", " " + group + " ", "")),
          FaultyTransport::failed,
          () -> source.settle(settlements));
    }

    @Override
    public List<Delivery> renew(Collection<Delivery> deliveries) {
      return faults.around(
          PortCall.RENEW,
          () -> " " + group + " " + deliveries(deliveries),
          FaultyTransport::failed,
          () -> source.renew(deliveries),
          lost -> "lost [" + deliveries(lost) + "]");
    }

    @Override
    public void close() {
      if (!faults.crashed()) {
        source.close();
      }
    }

    private static String deliveries(Collection<Delivery> some) {
      return some.stream().map(FaultySource::id).collect(Collectors.joining(" "));
    }

    private static String id(Delivery delivery) {
      return delivery.headers().getOrDefault("ce-id", "?");
    }

    /** What a poll took whose answer was lost comes again, as after a reconnection. */
    private void giveBackUnanswered() {
      source.settle(unanswered.stream().map(one -> new Settlement(one, Verdict.RELEASED)).toList());
      unanswered.clear();
    }

    private List<Delivery> mixed(List<Delivery> polled) {
      List<Delivery> mixed = new ArrayList<>(polled);
      for (int i = mixed.size() - 1; i > 0; i--) {
        Collections.swap(mixed, i, faults.draw(i + 1));
      }
      if (faults.keepsOrderOfKeys()) {
        Map<String, Deque<Delivery>> inOrder = new HashMap<>();
        for (Delivery delivery : polled) {
          String key = delivery.headers().get(PARTITION_KEY);
          if (key != null) {
            inOrder.computeIfAbsent(key, k -> new ArrayDeque<>()).addLast(delivery);
          }
        }
        mixed.replaceAll(
            delivery -> {
              String key = delivery.headers().get(PARTITION_KEY);
              Deque<Delivery> ofKey = key == null ? null : inOrder.get(key);
              return ofKey == null ? delivery : ofKey.removeFirst();
            });
      }
      return mixed;
    }
  }
}
