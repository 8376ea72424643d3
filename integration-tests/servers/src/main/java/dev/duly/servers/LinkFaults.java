/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What a link does to the bytes that pass it; asked by the threads that carry them. */
final class LinkFaults {
  private static final long UNLIMITED = Long.MAX_VALUE;

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean blackhole;
  private long delayNanos;
  private long bytesLeft = UNLIMITED;
  private int requestsToDrop;
  private volatile String mark = "";
  private final AtomicLong roundTrips = new AtomicLong();

  long roundTrips() {
    return roundTrips.get();
  }

  void countRoundTrip() {
    roundTrips.incrementAndGet();
  }

  void set(boolean nothingPasses, Duration delay) {
    lock.lock();
    try {
      blackhole = nothingPasses;
      delayNanos = delay.toNanos();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the bytes at hand may go on. */
  void awaitPassage() throws InterruptedException {
    long arrived = System.nanoTime();
    lock.lockInterruptibly();
    try {
      long left = delayNanos;
      while (blackhole || left > 0) {
        if (blackhole) {
          changed.await();
        } else {
          changed.awaitNanos(left);
        }
        left = arrived + delayNanos - System.nanoTime();
      }
    } finally {
      lock.unlock();
    }
  }

  void only(String text) {
    mark = text;
  }

  /** Whether all connections may be interrupted. */
  boolean isForAll() {
    return mark.isEmpty();
  }

  /** Whether a connection on which these bytes were sent may be interrupted from now on. */
  boolean marks(byte[] sent, int length) {
    return !isForAll() && new String(sent, 0, length, StandardCharsets.ISO_8859_1).contains(mark);
  }

  void cutAfter(long bytes) {
    lock.lock();
    try {
      bytesLeft = bytes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * How many of these bytes of a client may pass. Fewer than asked for means that the connection
   * ends there; the fault is used up with it.
   */
  int take(int bytes) {
    lock.lock();
    try {
      if (bytesLeft == UNLIMITED) {
        return bytes;
      }
      if (bytes <= bytesLeft) {
        bytesLeft -= bytes;
        return bytes;
      }
      int last = (int) bytesLeft;
      bytesLeft = UNLIMITED;
      return last;
    } finally {
      lock.unlock();
    }
  }

  void dropReply(int request) {
    lock.lock();
    try {
      requestsToDrop = request;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the reply to the bytes at hand is the one to drop; no other is after it. */
  boolean takeReplyToDrop() {
    lock.lock();
    try {
      boolean drop = requestsToDrop == 1;
      requestsToDrop = Math.max(0, requestsToDrop - 1);
      return drop;
    } finally {
      lock.unlock();
    }
  }
}
