/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Capability;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Apache Kafka 2.5 or later: a topic for each channel, a consumer group for each group, the order
 * of a partition key by its partition.
 *
 * <p>A partition belongs to one process at a time, so all its messages wait while one process has
 * it, not only those of one key. Leases are kept within a process; another takes over when the
 * broker misses its heartbeats, or when it has gone.
 */
public final class KafkaTransport implements Transport {
  private final KafkaSettings settings;
  private final Topics topics;
  private final CompactedMap groups;
  private final CompactedMap removed;
  private final Routing routing;
  private final RestingRecords resting;
  private final RecordSender sender;
  private final Set<KafkaSource> sources = ConcurrentHashMap.newKeySet();

  private KafkaTransport(KafkaSettings settings, Topics topics) {
    this.settings = settings;
    this.topics = topics;
    this.groups = new CompactedMap(Routing.GROUPS, settings);
    this.removed = new CompactedMap(RestingRecords.REMOVED, settings);
    this.routing = new Routing(groups);
    this.resting = new RestingRecords(settings, removed);
    this.sender = new RecordSender(settings);
  }

  private static KafkaTransport connect(KafkaSettings settings) {
    Topics topics = new Topics(settings);
    try {
      topics.prepare();
      return new KafkaTransport(settings, topics);
    } catch (RuntimeException e) {
      topics.close();
      throw e;
    }
  }

  /**
   * A transport for the brokers at {@code bootstrapServers}, as in {@code localhost:9092}.
   *
   * @param bootstrapServers as Kafka's property of that name
   */
  public static Builder builder(String bootstrapServers) {
    return new Builder(bootstrapServers);
  }

  /** Messages survive as long as their topic keeps them; those at rest can be listed. */
  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.BROWSE, Capability.DURABLE);
  }

  /**
   * Creates missing topics. A group that is new to a channel begins with what is sent from now on,
   * the first of a channel with what is there.
   */
  @Override
  public void provision(Topology topology) {
    topics.provide(topology.channels());
    groups.refresh();
    for (ConsumerSpec consumer : topology.consumers()) {
      topics.beginGroup(consumer, routing);
    }
    topology.consumers().forEach(routing::register);
  }

  @Override
  public Source open(ConsumerSpec consumer) {
    groups.refresh();
    removed.refresh();
    KafkaSource source = new KafkaSource(consumer, settings, routing, resting, sources::remove);
    sources.add(source);
    return source;
  }

  @Override
  public CompletionStage<Void> send(List<Outgoing> batch) {
    return sender.send(batch);
  }

  @Override
  public List<Stored> browse(String channel, String after, int max) {
    return resting.browse(channel, after, max);
  }

  @Override
  public Optional<Stored> find(String channel, String id) {
    return resting.find(channel, id);
  }

  @Override
  public void remove(String channel, String id) {
    resting.remove(channel, id);
  }

  /** Empty: Kafka finds no message by its key. */
  @Override
  public Map<String, DeliveryState> locate(String channel, String messageId, MessageKey key) {
    return Map.of();
  }

  @Override
  public void close() {
    sources.forEach(KafkaSource::close);
    sender.close();
    groups.close();
    removed.close();
    topics.close();
  }

  /** What a transport is made of; every default is stated. */
  public static final class Builder {
    private final Map<String, Object> properties = new HashMap<>();
    private String prefix = "";
    private int partitions = 8;
    private short replicas = -1;
    private boolean provisioning = true;
    private Duration patience = Duration.ofSeconds(10);
    private Clock clock = Clock.systemUTC();

    private Builder(String bootstrapServers) {
      properties.put("bootstrap.servers", bootstrapServers);
    }

    /** A property of Kafka's clients, for TLS, SASL and the like. */
    public Builder property(String name, Object value) {
      properties.put(name, value);
      return this;
    }

    /** Put before the names of topics and groups, where several systems share a cluster. */
    public Builder prefix(String value) {
      this.prefix = value;
      return this;
    }

    /** Partitions of a topic that is created; 8 by default. More processes than that stay idle. */
    public Builder partitions(int value) {
      this.partitions = value;
      return this;
    }

    /** Replicas of a topic that is created; by default as many as the broker's own default. */
    public Builder replicas(int value) {
      this.replicas = (short) value;
      return this;
    }

    /** Whether missing topics are created; by default they are. */
    public Builder provisioning(boolean value) {
      this.provisioning = value;
      return this;
    }

    /** How long a broker may take to answer; 10 s by default. */
    public Builder patience(Duration value) {
      this.patience = value;
      return this;
    }

    /** What leases end by; the system's clock by default. */
    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /**
     * Connects.
     *
     * @throws dev.duly.runtime.StartupException if no broker answers in time
     */
    public KafkaTransport build() {
      return connect(
          new KafkaSettings(
              properties, prefix, partitions, replicas, provisioning, patience, clock));
    }
  }
}
