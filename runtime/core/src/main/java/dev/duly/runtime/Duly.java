/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

import dev.duly.runtime.execution.Consumer;
import dev.duly.runtime.execution.Engine;
import dev.duly.runtime.execution.Guards;
import dev.duly.runtime.execution.Plan;
import dev.duly.runtime.execution.Publishing;
import dev.duly.runtime.execution.Replies;
import dev.duly.runtime.execution.StatusLookup;
import dev.duly.runtime.execution.Transactions;
import dev.duly.runtime.execution.Wirings;
import dev.duly.runtime.retry.DeadLetters;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.visibility.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A running instance: consumes what its handlers declare until it is closed.
 *
 * <pre>{@code
 * try (Duly duly = Duly.embedded(Path.of("data")).handlers(new Billing()).start()) {
 *   duly.publish(new OrderPlaced("A-1", …));
 * }
 * }</pre>
 */
public final class Duly implements AutoCloseable {
  private final Engine engine;
  private final Wirings wirings;
  private final Duration grace;
  private final List<Consumer> consumers = new ArrayList<>();
  private final Map<Consumer, Ledger> ledgers = new HashMap<>();
  private final Replies replies;
  private final Publishing publishing;
  private final StatusLookup status;
  private final DeadLetters deadLetters;
  private final Transactions transactions;
  private boolean closed;

  Duly(
      Engine engine,
      Wirings wirings,
      Plan plan,
      String instance,
      Duration grace,
      List<TransactionalWork<Exception>> preparations)
      throws Exception {
    this.engine = engine;
    this.wirings = wirings;
    this.grace = grace;
    this.replies = new Replies(instance, engine);
    this.publishing = new Publishing(engine, replies);
    var topology = plan.topology(engine.contracts(), replies.spec(), wirings.guardScopes());
    Store store = engine.store();
    if (store != null) {
      store.prepare(topology);
    }
    engine.transport().provision(topology);
    this.transactions = new Transactions(engine);
    for (TransactionalWork<Exception> preparation : preparations) {
      transactions.run(preparation);
    }
    for (Plan.Part part : plan.parts()) {
      Ledger ledger = new Ledger();
      Consumer consumer =
          new Consumer(part.spec(), part.group(), part.byMessageId(), engine, ledger);
      consumers.add(consumer);
      ledgers.put(consumer, ledger);
    }
    this.status = new StatusLookup(engine, plan.subscriptions(), consumers);
    this.deadLetters = new DeadLetters(engine, plan.deadLetterChannels(), consumers);
    replies.start();
    engine.relay().wake();
    consumers.forEach(Consumer::start);
  }

  /** An instance over a transport and a store of your choice. */
  public static DulyBuilder builder() {
    return new DulyBuilder();
  }

  /**
   * An instance that needs no server: queue, store and outbox are files in {@code directory}, which
   * one process at a time may open. Needs {@code dev.duly:duly-jdbc} on the class path.
   */
  public static DulyBuilder embedded(Path directory) {
    return new DulyBuilder().embedded(directory);
  }

  /**
   * Publishes a message: inside a handler with its effect, outside at once.
   *
   * @throws PublishException if it was not confirmed
   * @throws IllegalArgumentException if its class is not a declared message
   */
  public void publish(Object message) {
    publish(engine.contracts().of(message), message);
  }

  /** Publishes outside of a handler; completes when the transport has confirmed. */
  public CompletionStage<Void> publishAsync(Object message) {
    return publishAsync(engine.contracts().of(message), message);
  }

  /**
   * The implementation of a {@code @Publisher} interface.
   *
   * @throws StartupException if the processor has not generated one
   */
  public <P> P publisher(Class<P> type) {
    return wirings.publisher(type).create(publishing);
  }

  /**
   * Guards {@code real} by the keys of its calls: a method that {@code type} declares
   * {@code @Idempotent} runs once per key, and a repeated call gets the first one's result. Default
   * methods run on the guarded object, so that what they call is guarded; every other method is
   * passed on. For what does not begin with a message: an HTTP request with an Idempotency-Key, a
   * payment provider's client.
   *
   * <pre>{@code
   * Payments payments = duly.guard(Payments.class, new HttpPayments());
   * }</pre>
   *
   * <p>In mode TRANSACTION the method runs in a transaction of the store, {@link #inTransaction}
   * inside of it joins that, and publishers join its outbox; it cannot be called inside a handler,
   * which has a transaction of its own.
   *
   * @throws StartupException if the processor has not generated a guard, or without a store
   */
  public <T> T guard(Class<T> type, T real) {
    return wirings.guard(type).create(new Guards(engine), real);
  }

  /**
   * Runs work in a transaction of the store: its writes and what it publishes happen together or
   * not at all, as in a handler. For what does not begin with a message: an HTTP request, a timer.
   *
   * <pre>{@code
   * duly.inTransaction((tx, outbox) -> {
   *   insert(tx.connection(), order);
   *   outbox.publish(new OrderPlaced(order.id(), …));
   * });
   * }</pre>
   *
   * @throws X what the work threw; nothing happened then
   * @throws StoreException if the store failed; whether it was committed is unknown then
   * @throws IllegalStateException without a store, or inside a handler, which has a transaction;
   *     inside a {@link #guard guarded} call of mode TRANSACTION it joins that one's
   */
  public <X extends Exception> void inTransaction(TransactionalWork<X> work) throws X {
    transactions.run(work);
  }

  /** Where {@code message} stands; it need not be the same object, the same key will do. */
  public MessageStatus status(Object message) {
    return status(engine.contracts().of(message), message);
  }

  /**
   * Where the message of class {@code type} with the given idempotency key stands.
   *
   * @param keyParts the parts of the key, in the order they are declared
   */
  public MessageStatus status(Class<?> type, Object... keyParts) {
    return status.find(engine.contracts().of(type), KeyDigest.of(keyParts));
  }

  /** The dead letters of this instance's groups. */
  public DeadLetters deadLetters() {
    return deadLetters;
  }

  /** The books since the start, by group. */
  public SortedMap<String, Ledger.Page> ledger() {
    SortedMap<String, Ledger.Page> pages = new TreeMap<>();
    ledgers.forEach(
        (consumer, ledger) ->
            pages.merge(
                consumer.spec().group(), ledger.page(consumer.inFlight()), Ledger.Page::plus));
    return pages;
  }

  /**
   * Waits until nothing moves any more: the outbox is empty, nothing is in flight, and every
   * consumer has polled in vain since. Goes on consuming; a steady stream of new messages never
   * drains.
   *
   * @return whether that came true within {@code timeout}
   */
  public boolean drain(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      long before = received();
      Map<Consumer, Long> polls = new HashMap<>();
      consumers.forEach(consumer -> polls.put(consumer, consumer.emptyPolls()));
      boolean polled = false;
      while (!polled) {
        if (System.nanoTime() > end) {
          return false;
        }
        engine.relay().wake();
        pause();
        // A poll that had begun before may have missed what came since: two must be empty.
        polled =
            isIdle()
                && polls.entrySet().stream()
                    .allMatch(poll -> poll.getKey().emptyPolls() > poll.getValue() + 1);
      }
      if (isIdle() && received() == before) {
        return true;
      }
    }
  }

  /**
   * Stops in good order: polls no more, lets running handlers end, settles what is done and hands
   * the rest back. Waits for handlers up to the grace period.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    consumers.forEach(Consumer::stop);
    long end = System.nanoTime() + grace.toNanos();
    boolean interrupted = false;
    for (Consumer consumer : consumers) {
      try {
        long left = interrupted ? 0 : Math.max(0, (end - System.nanoTime()) / 1_000_000);
        consumer.close(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    replies.close();
    try {
      engine.relay().close();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    engine.scheduler().close();
    closeBoth(engine.transport(), engine.store());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A broker that does not close must not keep the store open. */
  private static void closeBoth(Transport transport, @Nullable Store store) {
    try (store;
        transport) {
      // Last first.
    }
  }

  private boolean isIdle() {
    Store store = engine.store();
    return consumers.stream().allMatch(consumer -> consumer.inFlight() == 0)
        && (store == null || store.outbox(1).isEmpty());
  }

  private void pause() throws InterruptedException {
    CountDownLatch tick = new CountDownLatch(1);
    engine.scheduler().schedule(Duration.ofMillis(5), tick::countDown);
    tick.await();
  }

  private long received() {
    return ledger().values().stream().mapToLong(Ledger.Page::received).sum();
  }

  private <M> void publish(MessageContract<M> contract, Object message) {
    publishing.publish(contract, contract.type().javaType().cast(message));
  }

  private <M> CompletionStage<Void> publishAsync(MessageContract<M> contract, Object message) {
    return publishing.publishAsync(contract, contract.type().javaType().cast(message));
  }

  private <M> MessageStatus status(MessageContract<M> contract, Object message) {
    var key = contract.idempotencyKey(contract.type().javaType().cast(message));
    if (key == null) {
      throw new IllegalArgumentException(
          contract.type().id() + " has no idempotency key to find it by");
    }
    return status.find(contract, key);
  }
}
