/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.transport;

import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A broker. Safe for use by many threads. */
public interface Transport extends AutoCloseable {

  Set<Capability> capabilities();

  /**
   * Creates what is missing of {@code topology}; deletes nothing.
   *
   * @throws dev.duly.runtime.StartupException if the broker cannot be used
   */
  void provision(Topology topology);

  /** Opens one group's view of one channel. */
  Source open(ConsumerSpec consumer);

  /**
   * Sends {@code batch} in order; completes when all of it is confirmed, exceptionally with a
   * {@code TransportException} when it may not be. Each message reaches every group that consumes
   * its channel.
   */
  CompletionStage<Void> send(List<Outgoing> batch);

  /**
   * Up to {@code max} messages at rest in {@code channel}, oldest first, after the message {@code
   * after} if that is not empty.
   */
  List<Stored> browse(String channel, String after, int max);

  /** The message at rest in {@code channel} with the given {@link Stored#id()}. */
  Optional<Stored> find(String channel, String id);

  /** Removes a message at rest; one that is gone already is no error. */
  void remove(String channel, String id);

  /** The state of a message by group; empty where nothing is known of it. */
  Map<String, DeliveryState> locate(String channel, String messageId, MessageKey key);

  @Override
  void close();
}
