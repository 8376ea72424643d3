/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.PublishException;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is published outside of handlers: one batch at a time, and while it is under way the
 * next one gathers, so that many threads share one confirmation. Order of publication is kept.
 */
final class Sender {
  private static final int MAX_BATCH = 500;

  private final Transport transport;
  private final Scheduler scheduler;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private boolean sending;

  Sender(Transport transport, Scheduler scheduler) {
    this.transport = transport;
    this.scheduler = scheduler;
  }

  /** Completes when {@code message} is confirmed, exceptionally with a {@link PublishException}. */
  CompletionStage<Void> send(Outgoing message) {
    Entry entry = new Entry(message, new CompletableFuture<>());
    boolean start;
    synchronized (this) {
      waiting.addLast(entry);
      start = !sending;
      sending = true;
    }
    if (start) {
      scheduler.execute(this::sendNext);
    }
    return entry.confirmed;
  }

  private void sendNext() {
    List<Entry> batch = take();
    if (batch.isEmpty()) {
      return;
    }
    CompletionStage<Void> sent;
    try {
      sent = transport.send(batch.stream().map(Entry::message).toList());
    } catch (RuntimeException e) {
      sent = CompletableFuture.failedFuture(e);
    }
    CompletionStage<Void> ended =
        sent.whenComplete(
            (nothing, failure) -> {
              batch.forEach(entry -> entry.end(failure));
              scheduler.execute(this::sendNext);
            });
    ended.exceptionally(reported -> null);
  }

  private synchronized List<Entry> take() {
    List<Entry> batch = new ArrayList<>();
    while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
      batch.add(waiting.removeFirst());
    }
    sending = !batch.isEmpty();
    return batch;
  }

  private record Entry(Outgoing message, CompletableFuture<Void> confirmed) {
    void end(@Nullable Throwable failure) {
      if (failure == null) {
        confirmed.complete(null);
        return;
      }
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      confirmed.completeExceptionally(
          new PublishException(
              "DulyPublishNotConfirmed",
              "A message "
                  + message.messageId()
                  + " for channel "
                  + message.channel()
                  + " was not confirmed.",
              "It may or may not be published; with an idempotency key publishing it again is safe.",
              cause));
    }
  }
}
