/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What was published and what was handled, and so how far publishers may go ahead. */
final class Handled {
  private static final int AHEAD = 10_000;
  private static final int PATIENCE_SECONDS = 120;

  private final Semaphore room = new Semaphore(AHEAD);
  private final AtomicLong published = new AtomicLong();
  private final LongAdder count = new LongAdder();

  /** One was handled. */
  void one() {
    count.increment();
    room.release();
  }

  long count() {
    return count.sum();
  }

  /** Whether as many may be published; waits a moment for it. */
  boolean hasRoom(int messages) throws InterruptedException {
    boolean room = this.room.tryAcquire(messages, 100, TimeUnit.MILLISECONDS);
    if (room) {
      published.addAndGet(messages);
    }
    return room;
  }

  /** Returns when all that was published has been handled. */
  void awaitAll() throws InterruptedException {
    if (!room.tryAcquire(AHEAD, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("after two minutes there is still work left: " + this);
    }
    room.release(AHEAD);
  }

  /** Everything once: a contender that forgets or repeats is not compared. */
  void requireEachOnce() {
    if (count() != published.get()) {
      throw new IllegalStateException("not each message was handled once: " + this);
    }
  }

  @Override
  public String toString() {
    return "published " + published + ", handled " + count;
  }
}
