/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls that change the database apart from the moment in which its state is captured: many
 * calls at a time, or one capture.
 *
 * <p>A call marks its own passage and looks whether the gate is closed; who closes it does so first
 * and then looks at the passages. So one of the two always sees the other, and calls do not contend
 * with each other.
 */
final class CommitGate {
  // Whoever leaves wakes the closer; this is for a call that becomes harmless while it runs.
  private static final long POLL_NANOS = 200_000;

  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
  private final ThreadLocal<Depth> depths = ThreadLocal.withInitial(Depth::new);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private volatile @Nullable Thread closer;

  /** The way through the gate of one connection. */
  final class Passage {
    private final BooleanSupplier harmless;
    private final AtomicInteger calls = new AtomicInteger();

    private Passage(BooleanSupplier harmless) {
      this.harmless = harmless;
    }

    /** Waits while the gate is closed; a thread that is inside already goes on. */
    void enter() {
      if (depths.get().value++ > 0) {
        return;
      }
      calls.incrementAndGet();
      while (closer != null) {
        leaveNow();
        awaitOpen();
        calls.incrementAndGet();
      }
    }

    void leave() {
      if (--depths.get().value == 0) {
        leaveNow();
      }
    }

    private void leaveNow() {
      calls.decrementAndGet();
      LockSupport.unpark(closer);
    }

    /** It is not used any more. */
    void remove() {
      passages.remove(this);
    }

    private boolean isQuiet() {
      return calls.get() == 0 || harmless.getAsBoolean();
    }
  }

  /**
   * A new passage.
   *
   * @param harmless whether the call that is inside changes nothing; asked by other threads
   */
  Passage passage(BooleanSupplier harmless) {
    Passage passage = new Passage(harmless);
    passages.add(passage);
    return passage;
  }

  /**
   * Runs {@code action} while no call is inside but harmless ones. One thread at a time, and not
   * from inside.
   *
   * @return false if some call stayed inside for all of {@code patience}; nothing was run then
   */
  <X extends Exception> boolean whileQuiet(Duration patience, Action<X> action) throws X {
    long start = System.nanoTime();
    closer = Thread.currentThread();
    try {
      for (Passage passage : passages) {
        while (!passage.isQuiet()) {
          if (System.nanoTime() - start > patience.toNanos()) {
            return false;
          }
          LockSupport.parkNanos(this, POLL_NANOS);
        }
      }
      action.run();
      return true;
    } finally {
      open();
    }
  }

  private void open() {
    lock.lock();
    try {
      closer = null;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitOpen() {
    lock.lock();
    try {
      while (closer != null) {
        // Short, and an interrupt is kept for whoever asks.
        opened.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What is done while nothing changes. */
  @FunctionalInterface
  interface Action<X extends Exception> {
    void run() throws X;
  }

  /** How many calls of a thread are inside each other: a function in SQL may call the database. */
  private static final class Depth {
    private int value;
  }
}
