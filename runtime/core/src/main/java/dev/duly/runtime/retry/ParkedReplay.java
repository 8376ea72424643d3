/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.retry;

import dev.duly.runtime.DulyException;
import dev.duly.runtime.execution.Consumer;
import dev.duly.runtime.execution.Replay;
import dev.duly.runtime.execution.Scheduler;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the messages of one parked key, one after the other, until the key is free or one fails.
 * Each leaves the parking in the transaction of its effect, so it does not matter where this ends,
 * or whether another process does the same.
 */
final class ParkedReplay {
  private final Parking parking;
  private final List<Consumer> consumers;
  private final Scheduler scheduler;
  private final String group;
  private final String key;
  private final CompletableFuture<KeyReplay> result = new CompletableFuture<>();
  private int done;
  private long last;

  ParkedReplay(
      Parking parking, List<Consumer> consumers, Scheduler scheduler, String group, String key) {
    this.parking = parking;
    this.consumers = consumers;
    this.scheduler = scheduler;
    this.group = group;
    this.key = key;
  }

  CompletableFuture<KeyReplay> start(ParkedEntry first) {
    run(first);
    return result;
  }

  private void run(ParkedEntry entry) {
    Consumer consumer = consumer(entry.message().channel());
    if (consumer == null) {
      result.completeExceptionally(
          new DulyException(
              "DulyReplayElsewhere",
              "The first message of key '"
                  + key
                  + "' came from "
                  + entry.message().channel()
                  + ", of which group '"
                  + group
                  + "' has no handler here.",
              "Replay it on an instance that has the group's handlers, or drop it."));
      return;
    }
    last = entry.position();
    Delivery delivery =
        new Delivery(
            entry,
            entry.message().headers(),
            entry.message().body(),
            true,
            entry.message().sentAt());
    BiConsumer<@Nullable Verdict, @Nullable Throwable> next =
        (verdict, failure) -> {
          if (verdict == Verdict.RELEASED) {
            // Perhaps because the instance is being closed: then the scheduler takes nothing more.
            after(verdict);
          } else {
            scheduler.execute(() -> after(verdict));
          }
        };
    var unused = consumer.replay(delivery, new Replay.Parked(entry)).whenComplete(next);
  }

  private void after(@Nullable Verdict verdict) {
    try {
      boolean isDone = verdict == Verdict.EFFECT || verdict == Verdict.DUPLICATE;
      done += isDone ? 1 : 0;
      List<ParkedEntry> first = parking.messages(group, key, 0, 1);
      if (first.isEmpty()) {
        end(KeyReplay.Outcome.FREE, Map.of());
      } else if (isDone || first.get(0).position() != last) {
        run(first.get(0));
      } else if (verdict == Verdict.RELEASED) {
        end(KeyReplay.Outcome.INTERRUPTED, Map.of());
      } else {
        end(KeyReplay.Outcome.STILL_PARKED, first.get(0).message().failure());
      }
    } catch (RuntimeException trouble) {
      // What was done is done, and what was not still waits: whoever asked may ask again.
      result.completeExceptionally(trouble);
    }
  }

  private void end(KeyReplay.Outcome outcome, Map<String, String> failure) {
    boolean failed = outcome == KeyReplay.Outcome.STILL_PARKED && !failure.isEmpty();
    result.complete(
        new KeyReplay(group, key, outcome, done, failed ? DeadLetterInfo.from(failure) : null));
  }

  private @Nullable Consumer consumer(String channel) {
    for (Consumer consumer : consumers) {
      if (consumer.spec().group().equals(group) && consumer.spec().channel().equals(channel)) {
        return consumer;
      }
    }
    return null;
  }
}
