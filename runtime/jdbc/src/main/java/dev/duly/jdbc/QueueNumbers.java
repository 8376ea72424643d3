/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbers of messages: the order of every channel. Given out in memory, since one process owns
 * the file; they start above everything a killed process may have used.
 */
final class QueueNumbers {
  private final AtomicLong last;

  QueueNumbers(long last) {
    this.last = new AtomicLong(last);
  }

  /** The first of {@code count} numbers that are now taken. */
  long take(int count) {
    return last.getAndAdd(count) + 1;
  }
}
