/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.RequestTimeoutException;
import dev.duly.runtime.codec.CodecException;
import dev.duly.runtime.codec.Envelope;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Waits for replies to this instance's requests on a channel of its own. */
public final class Replies {
  /** Where reply channels begin; a reply is sent nowhere else. */
  public static final String PREFIX = "duly.replies.";

  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration TROUBLE = Duration.ofSeconds(1);
  private static final int BATCH = 100;

  private final ConsumerSpec spec;
  private final Engine engine;
  private final Map<String, Pending<?>> pending = new ConcurrentHashMap<>();
  private @Nullable Source source;
  private volatile boolean closed;

  /** The replies of the instance named {@code instance}. */
  public Replies(String instance, Engine engine) {
    this.spec = new ConsumerSpec(PREFIX + instance, "replies", Set.of(), Duration.ofSeconds(30));
    this.engine = engine;
  }

  public ConsumerSpec spec() {
    return spec;
  }

  String channel() {
    return spec.channel();
  }

  /** Begins to listen. */
  public void start() {
    Source opened = engine.transport().open(spec);
    source = opened;
    engine.scheduler().execute(() -> poll(opened));
  }

  /** Ends; requests without a reply fail as timed out. */
  public void close() {
    closed = true;
    Source opened = source;
    if (opened != null) {
      opened.close();
    }
    for (String id : List.copyOf(pending.keySet())) {
      expire(id, Duration.ZERO);
    }
  }

  <R> CompletableFuture<R> expect(String id, String messageId, Class<R> type, Duration timeout) {
    CompletableFuture<R> future = new CompletableFuture<>();
    pending.put(id, new Pending<>(messageId, type, future));
    Scheduler.Cancellable timer = engine.scheduler().schedule(timeout, () -> expire(id, timeout));
    return future.whenComplete((reply, failure) -> timer.cancel());
  }

  void abandon(String id, Throwable failure) {
    Pending<?> request = pending.remove(id);
    if (request != null) {
      request.future.completeExceptionally(failure);
    }
  }

  private void expire(String id, Duration timeout) {
    Pending<?> request = pending.remove(id);
    if (request != null) {
      request.future.completeExceptionally(new RequestTimeoutException(request.messageId, timeout));
    }
  }

  private void poll(Source opened) {
    Duration pause = Duration.ZERO;
    try {
      List<Delivery> deliveries = opened.poll(BATCH, WAIT);
      List<Settlement> settlements = new ArrayList<>();
      for (Delivery delivery : deliveries) {
        accept(delivery);
        settlements.add(new Settlement(delivery, Verdict.EFFECT));
      }
      if (deliveries.isEmpty()) {
        pause = PAUSE;
      } else {
        opened.settle(settlements);
      }
    } catch (RuntimeException trouble) {
      if (!closed) {
        engine.observer().trouble("replies", trouble);
      }
      pause = TROUBLE;
    }
    if (!closed) {
      engine.scheduler().schedule(pause, () -> poll(opened));
    }
  }

  /** A reply nobody waits for any more is late: its request has failed as timed out already. */
  private void accept(Delivery delivery) {
    Pending<?> request = null;
    try {
      engine.bodies().check(delivery.headers(), delivery.body());
      String id = Envelope.from(delivery.headers()).requestId();
      request = id == null ? null : pending.remove(id);
      if (request != null) {
        request.complete(engine, delivery.body());
      }
    } catch (CodecException e) {
      if (request != null) {
        request.future.completeExceptionally(e);
      }
      engine.observer().trouble("reply", e);
    }
  }

  private record Pending<R>(String messageId, Class<R> type, CompletableFuture<R> future) {
    void complete(Engine engine, byte[] body) {
      future.complete(engine.codec().decode(body, type));
    }
  }
}
