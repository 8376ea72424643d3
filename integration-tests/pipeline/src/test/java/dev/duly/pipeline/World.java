/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import dev.duly.jackson.JacksonCodec;
import dev.duly.runtime.Duly;
import dev.duly.runtime.DulyBuilder;
import dev.duly.runtime.codec.Limits;
import dev.duly.runtime.topology.HandlerCall;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.testing.AdjustableClock;
import dev.duly.testing.InMemoryStore;
import dev.duly.testing.InMemoryTransaction;
import dev.duly.testing.InMemoryTransport;
import dev.duly.testing.VirtualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** A broker, a store and virtual time that outlive the instances of Duly a test starts on them. */
final class World {
  final AdjustableClock clock = new AdjustableClock();
  final InMemoryStore store = new InMemoryStore(clock);
  final JacksonCodec codec = JacksonCodec.withLimits(Limits.DEFAULT);
  VirtualScheduler scheduler = new VirtualScheduler(clock, null);
  final InMemoryTransport transport = new InMemoryTransport(scheduler);
  private MortalTransport connection = new MortalTransport(transport);

  DulyBuilder builder() {
    connection = new MortalTransport(transport);
    return Duly.builder()
        .transport(connection)
        .store(store)
        .codec(codec)
        .clock(clock)
        .random(new Random(42))
        .scheduler(scheduler);
  }

  Duly start(Subscription<?>... subscriptions) {
    return builder().subscriptions(subscriptions).start();
  }

  /** What another producer sends, as it is. */
  void send(String channel, Map<String, String> headers, byte[] body) {
    String id = headers.getOrDefault("ce-type", "");
    transport
        .send(List.of(new Outgoing(channel, id, null, null, headers, body)))
        .toCompletableFuture()
        .join();
  }

  void publish(Duly duly, Object... messages) {
    for (Object message : messages) {
      var confirmed = duly.publishAsync(message).toCompletableFuture();
      until(confirmed::isDone);
      confirmed.join();
    }
  }

  /** Lets a minute pass: enough for everything but long retries. */
  void settle() {
    scheduler.advance(Duration.ofMinutes(1));
  }

  void until(BooleanSupplier condition) {
    if (!scheduler.runUntil(condition, Duration.ofHours(1))) {
      throw new AssertionError("did not come true within an hour of virtual time");
    }
  }

  /** Another process takes the place of the one that died or was closed. */
  DulyBuilder nextProcess() {
    scheduler = new VirtualScheduler(clock, null);
    transport.crash();
    return builder();
  }

  /** The process dies: nothing of it runs any more, what it held is handed out again. */
  void crash() {
    scheduler.close();
    connection.die();
    store.crash();
    transport.crash();
  }

  /** The effect of these tests: counts in a table of the store, in the handler's transaction. */
  static void count(HandlerCall call, String table, String key) {
    call.transaction().unwrap(InMemoryTransaction.class).merge(table, key, 1, Integer::sum);
  }
}
