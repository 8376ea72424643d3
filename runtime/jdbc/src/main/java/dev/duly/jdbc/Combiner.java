/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads that write at the same time write together: one of them for all that wait, in the
 * order in which they came. There is no thread for it, and whoever comes alone does not wait.
 */
final class Combiner<T> {
  private final int limit;
  private final ToIntFunction<T> weight;
  private final Writer<T> writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Waiting<T>> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * @param limit how heavy a batch gets, if it is more than one item
   */
  Combiner(int limit, ToIntFunction<T> weight, Writer<T> writer) {
    this.limit = limit;
    this.weight = weight;
    this.writer = writer;
  }

  /** Returns when the item is written; throws what its batch has failed with. */
  void write(T item) throws SQLException {
    Waiting<T> own = new Waiting<>(item);
    lock.lock();
    try {
      waiting.add(own);
      while (!own.done) {
        if (busy) {
          changed.awaitUninterruptibly();
        } else {
          writeBatch();
        }
      }
    } finally {
      lock.unlock();
    }
    if (own.failure instanceof SQLException failure) {
      throw failure;
    } else if (own.failure instanceof RuntimeException failure) {
      throw failure;
    } else if (own.failure instanceof Error failure) {
      throw failure;
    }
  }

  private void writeBatch() {
    List<Waiting<T>> batch = new ArrayList<>();
    int sum = 0;
    for (Waiting<T> next = waiting.peek(); next != null; next = waiting.peek()) {
      sum += weight.applyAsInt(next.item);
      if (sum > limit && !batch.isEmpty()) {
        break;
      }
      batch.add(waiting.remove());
    }
    busy = true;
    lock.unlock();
    Throwable failure = null;
    try {
      writer.write(batch.stream().map(each -> each.item).toList());
    } catch (SQLException | RuntimeException | Error e) {
      failure = e;
    } finally {
      lock.lock();
      busy = false;
      for (Waiting<T> each : batch) {
        each.done = true;
        each.failure = failure;
      }
      changed.signalAll();
    }
  }

  private static final class Waiting<T> {
    private final T item;
    private boolean done;
    private @Nullable Throwable failure;

    Waiting(T item) {
      this.item = item;
    }
  }

  /** Writes items, all or none. */
  @FunctionalInterface
  interface Writer<T> {
    void write(List<T> items) throws SQLException;
  }
}
