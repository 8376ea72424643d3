/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;

/**
 * Writes the file of an embedded H2, alone, and only states of which a restart makes a whole.
 *
 * <p>H2 captures one map after the other while statements go on. Of a statement that runs meanwhile
 * the change of a row may be in the chunk and the record to undo it not; of a commit, a half. After
 * a kill that is not repaired. Held against the sources of H2 2.4.240: {@code
 * MVStore.collectChangedMapRoots}, {@code TransactionStore.commit} and {@code TxDecisionMaker},
 * which speaks of such a leftover. So nothing may change while it captures, and nobody else may
 * write: not the thread of H2, and not the sessions when memory fills up.
 */
final class ChunkWriter {
  /**
   * How often the thread of H2 may write, in milliseconds: never. (0 would have each commit write.)
   */
  static final int NEVER_MILLIS = Integer.MAX_VALUE;

  // It wakes after a third of that all the same, 8 days, so it is made to begin again before.
  private static final Duration REARM = Duration.ofDays(1);

  // H2 has sessions write once it counts some megabytes of changes. The count starts this far below
  // zero: a single statement has so much room, in bytes. H2 takes it times four, in an int.
  private static final int ROOM = 500_000_000;
  private static final int ENOUGH = 16_000_000;

  // A statement that cannot leave may wait for one that cannot enter, so both get their turn. Long
  // enough for calls that only wait for a processor.
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofMillis(25);

  // Chunks that are mostly dead are written again, a bounded amount at a time.
  private static final int WORTH_REWRITING_PERCENT = 80;
  private static final int REWRITE_BYTES = 2 << 20;
  private static final long MOVE_BYTES = 8 << 20;
  private static final int ROUNDS_WHEN_IDLE = 20;

  private final MVStore store;
  private final DatabaseFile file;
  private final CommitGate gate;
  private long armed = System.nanoTime();
  private int roundsWhenIdle = ROUNDS_WHEN_IDLE;

  ChunkWriter(MVStore store, DatabaseFile file, CommitGate gate) {
    this.store = store;
    this.file = file;
    this.gate = gate;
    makeRoom();
  }

  /** Whether so much is unsaved that it should be written though nobody waits for it. */
  boolean isFull() {
    return store.getUnsavedMemory() > ENOUGH - ROOM;
  }

  /** Writes all that is committed, and whatever else there is; returns when it is written. */
  void write() {
    roundsWhenIdle = ROUNDS_WHEN_IDLE;
    flush();
  }

  private void flush() {
    whileQuiet(this::capture);
    awaitWritten();
    file.written();
  }

  /** Keeps the file small; {@code idle} says that there is time to move things about. */
  void tidy(boolean idle) {
    if (!idle) {
      store.compact(WORTH_REWRITING_PERCENT, REWRITE_BYTES);
    } else if (roundsWhenIdle > 0) {
      // Bounded, for the goal need not be within reach.
      roundsWhenIdle--;
      store.compact(WORTH_REWRITING_PERCENT, REWRITE_BYTES);
      flush();
      moveTogether();
    } else if (store.hasUnsavedChanges()) {
      flush();
    }
    if (System.nanoTime() - armed > REARM.toNanos()) {
      whileQuiet(this::rearm);
    }
  }

  private void moveTogether() {
    if (store.getFileStore() instanceof RandomAccessStore chunks
        && chunks.getFillRate() < WORTH_REWRITING_PERCENT
        && file.hasRoomFor(2 * MOVE_BYTES)) {
      // This writes chunks of its own, while the gate is closed: there is no waiting for room then.
      whileQuiet(
          () ->
              file.withoutWaiting(
                  () -> {
                    chunks.compactMoveChunks(WORTH_REWRITING_PERCENT, MOVE_BYTES, store);
                    makeRoom();
                  }));
    }
  }

  private void capture() {
    // The pages are put in order and written by threads of H2 afterwards: the roots are fixed now.
    while (store.tryCommit() < 0 && store.hasUnsavedChanges()) {
      requireOpen();
      // Somebody reads and has the lock of the store for a moment.
      Thread.onSpinWait();
    }
    makeRoom();
  }

  private void awaitWritten() {
    store.executeFilestoreOperation(() -> {});
    requireOpen();
  }

  private void requireOpen() {
    MVStoreException panic = store.getPanicException();
    if (panic != null) {
      throw panic;
    }
    if (store.isClosed()) {
      throw new IllegalStateException("the database file is closed");
    }
  }

  // H2 counts without a lock and may count over this; the next write sets it again.
  private void makeRoom() {
    store.registerUnsavedMemory(-ROOM - store.getUnsavedMemory());
  }

  private void rearm() {
    awaitWritten();
    store.setAutoCommitDelay(NEVER_MILLIS - 1);
    store.setAutoCommitDelay(NEVER_MILLIS);
    armed = System.nanoTime();
  }

  private void whileQuiet(CommitGate.Action<RuntimeException> action) {
    while (!gate.whileQuiet(PATIENCE, action)) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
