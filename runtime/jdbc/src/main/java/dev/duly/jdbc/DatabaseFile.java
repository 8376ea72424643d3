/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * The file of an embedded database, and whether it can be written.
 *
 * <p>H2 closes a database for good when one write fails, and a full disk is a matter of minutes. So
 * a write that fails waits here and is tried again, while nobody may commit; what is in memory
 * stays valid.
 */
final class DatabaseFile implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofMillis(250);

  private final Path path;
  private final WaitingPath files;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean patient;
  private volatile @Nullable IOException failure;
  private volatile Runnable onFailure = () -> {};

  /** The file {@code path}, without {@code .mv.db}; waits for nothing yet. */
  DatabaseFile(Path path) {
    this.path = path;
    this.files = new WaitingPath("duly-" + UUID.randomUUID(), this);
    FilePath.register(files);
  }

  /** The name under which H2 opens it. */
  String name() {
    return files.getScheme() + ":" + path;
  }

  /** From now on writes that fail are tried again; each failure is told to {@code told}. */
  void waitForRoom(Runnable told) {
    onFailure = told;
    patient = true;
  }

  /** Runs what must not wait: a write that fails in it closes the database. */
  void withoutWaiting(Runnable action) {
    patient = false;
    try {
      action.run();
    } finally {
      patient = closing.getCount() > 0;
    }
  }

  /** Whether {@code bytes} would fit on its disk, as far as that can be told. */
  boolean hasRoomFor(long bytes) {
    try {
      return Files.getFileStore(path.getParent()).getUsableSpace() > bytes;
    } catch (IOException e) {
      return false;
    }
  }

  /** What the last write has failed with; null if all there was is written. */
  @Nullable IOException failure() {
    return failure;
  }

  /**
   * Throws if nothing can be written.
   *
   * @throws FileUnwritable then; nothing has been done
   */
  void requireWritable() throws FileUnwritable {
    IOException found = failure;
    if (found != null) {
      throw new FileUnwritable(found);
    }
  }

  /** Everything there was is written. */
  void written() {
    failure = null;
  }

  /** A write has failed; returns when it may be tried again, and false if it must not. */
  boolean awaitRoom(IOException reason) {
    failure = reason;
    onFailure.run();
    if (!patient) {
      return false;
    }
    boolean interrupted = false;
    try {
      long end = System.nanoTime() + AGAIN.toNanos();
      while (true) {
        try {
          return !closing.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          // An interrupt is for whoever asks, and no reason to lose the database.
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits no more. */
  void stopWaiting() {
    patient = false;
    closing.countDown();
  }

  @Override
  public void close() {
    stopWaiting();
    FilePath.unregister(files);
  }
}
