/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait for messages. A call between looking and waiting is not missed. */
final class WakeUp {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition called = lock.newCondition();
  private long calls;

  /** How often it was called: ask before looking. */
  long calls() {
    lock.lock();
    try {
      return calls;
    } finally {
      lock.unlock();
    }
  }

  void call() {
    lock.lock();
    try {
      calls++;
      called.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it was called more than {@code seen} times, at most {@code nanos}.
   *
   * @return the nanoseconds that are left
   */
  long await(long seen, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (calls == seen && left > 0) {
        left = called.awaitNanos(left);
      }
      return left;
    } finally {
      lock.unlock();
    }
  }
}
