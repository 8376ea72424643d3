/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.EmbeddedQueue.consumer;
import static dev.duly.jdbc.EmbeddedQueue.key;
import static dev.duly.jdbc.EmbeddedQueue.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.DulyException;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.transport.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
  @TempDir Path directory;

  @Test
  void threadsInterruptedAtAnyMomentDoNotHurtTheDatabase() throws Exception {
    Set<String> committed = ConcurrentHashMap.newKeySet();
    Set<Throwable> unexpected = ConcurrentHashMap.newKeySet();
    try (EmbeddedQueue db = new EmbeddedQueue(directory)) {
      AtomicBoolean stop = new AtomicBoolean();
      List<Thread> workers =
          List.of(0, 1, 2).stream()
              .map(
                  number ->
                      new Thread(
                          () -> {
                            for (int i = 0; !stop.get(); i++) {
                              try {
                                work(db, number + "-" + i, committed);
                              } catch (DulyException | CompletionException e) {
                                // An interrupted call may fail, it only must not do harm.
                                Thread.interrupted();
                              }
                            }
                          }))
              .toList();
      workers.forEach(
          worker -> worker.setUncaughtExceptionHandler((thread, e) -> unexpected.add(e)));
      workers.forEach(Thread::start);
      while (committed.size() < 1500 && unexpected.isEmpty()) {
        workers.forEach(Thread::interrupt);
        Thread.onSpinWait();
      }
      stop.set(true);
      for (Thread worker : workers) {
        worker.join();
      }
      assertThat(unexpected).isEmpty();
    }
    try (EmbeddedQueue db = new EmbeddedQueue(directory);
        Source source = db.transport.open(consumer("orders", "billing"))) {
      for (String id : committed) {
        assertThat(db.store.outcome("s", key(id))).isPresent();
      }
      assertThat(source.poll(1_000_000, Duration.ZERO)).hasSizeGreaterThanOrEqualTo(1);
    }
  }

  private static void work(EmbeddedQueue db, String id, Set<String> committed) {
    try (UnitOfWork unit = db.store.begin()) {
      unit.claim(List.of(new ClaimRequest("s", key(id), Duration.ofDays(1), false)));
      unit.commit();
    }
    committed.add(id);
    db.send(message("orders", id, id));
  }
}
