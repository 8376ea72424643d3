/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.EmbeddedProvider.Embedded;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An open embedded database, and short ways to write what tests send. */
final class EmbeddedQueue implements AutoCloseable {
  final Store store;
  final Transport transport;

  EmbeddedQueue(Path directory) {
    this(directory, Clock.systemUTC());
  }

  EmbeddedQueue(Path directory, Clock clock) {
    Embedded embedded = new EmbeddedH2().open(directory, clock);
    this.store = embedded.store();
    this.transport = embedded.transport();
  }

  static ConsumerSpec consumer(String channel, String group, String... messageIds) {
    return new ConsumerSpec(channel, group, Set.of(messageIds), Duration.ofSeconds(30));
  }

  static Topology topology(ConsumerSpec... consumers) {
    TreeSet<String> channels = new TreeSet<>();
    List.of(consumers).forEach(consumer -> channels.add(consumer.channel()));
    return new Topology(channels, List.of(consumers), new TreeSet<>());
  }

  static Outgoing message(String channel, String partitionKey, String text) {
    return new Outgoing(
        channel,
        "order-placed",
        key(text),
        partitionKey,
        Map.of("ce-id", text),
        text.getBytes(StandardCharsets.UTF_8));
  }

  static MessageKey key(String text) {
    return KeyDigest.of(text);
  }

  void send(Outgoing... messages) {
    transport.send(List.of(messages)).toCompletableFuture().join();
  }

  @Override
  public void close() {
    transport.close();
    store.close();
  }
}
