/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes H2 commits durable, many with one write.
 *
 * <p>H2's own way ({@code WRITE_DELAY=0}) writes once a commit, and returns before the write when
 * the thread is interrupted or when a background write has just taken the same changes along. So a
 * commit is made in memory, and a thread of our own, which nobody interrupts, writes all there is
 * and then lets the waiting ones go. Nobody else writes, see {@link ChunkWriter}.
 */
final class GroupCommit implements Commits {
  private static final long END = -1;
  private static final long IDLE = -2;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration AT_CLOSE = Duration.ofSeconds(5);
  private static final long TIDY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Connection own;
  private final DatabaseFile file;
  private final CommitGate gate = new CommitGate();
  private final ChunkWriter chunks;
  private final Thread writer = new Thread(this::run, "duly-commit");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  private final Condition done = lock.newCondition();
  private long requested;
  private long written;
  private boolean full;
  private boolean closed;
  private volatile @Nullable RuntimeException failure;
  private long tidied = System.nanoTime();

  private GroupCommit(Connection own, MVStore store, DatabaseFile file) {
    this.own = own;
    this.file = file;
    this.chunks = new ChunkWriter(store, file, gate);
    file.waitForRoom(this::releaseWaiting);
    writer.setDaemon(true);
    writer.start();
  }

  /** Over the database of {@code connection}, which it keeps: the database is open as long. */
  static GroupCommit over(Connection connection, DatabaseFile file) throws SQLException {
    SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    return new GroupCommit(connection, session.getDatabase().getStore().getMvStore(), file);
  }

  /** Connections of the same database: only those are safe to change it. */
  DataSource gated(DataSource source) {
    return GatedSource.of(source, gate, this::writeIfFull);
  }

  private void writeIfFull() {
    if (chunks.isFull() && lock.tryLock()) {
      try {
        full = true;
        wanted.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void requireWritable() throws SQLException {
    RuntimeException ended = failure;
    if (ended != null) {
      throw new SQLException("the database file could not be written", "08006", ended);
    }
    file.requireWritable();
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    // Memory would fill up with what waits for the disk.
    requireWritable();
    connection.commit();
    lock.lock();
    try {
      long ticket = ++requested;
      wanted.signal();
      while (written < ticket && failure == null && !closed && file.failure() == null) {
        // An interrupt is kept for whoever asks; the answer must still be the truth.
        done.awaitUninterruptibly();
      }
      if (written < ticket) {
        // It may still be written: the outcome is unknown.
        requireWritable();
        throw new SQLException("the database was closed", "08006");
      }
    } finally {
      lock.unlock();
    }
  }

  private void releaseWaiting() {
    lock.lock();
    try {
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (round()) {}
    } catch (RuntimeException e) {
      lock.lock();
      try {
        failure = e;
        done.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Writes what is asked for; when nothing is, tidies. False at the end. */
  private boolean round() {
    long upTo = awaitWork();
    if (upTo == END) {
      return false;
    }
    if (upTo != IDLE) {
      chunks.write();
      lock.lock();
      try {
        written = upTo;
        done.signalAll();
      } finally {
        lock.unlock();
      }
    }
    if (upTo == IDLE || System.nanoTime() - tidied > TIDY_NANOS) {
      chunks.tidy(upTo == IDLE);
      tidied = System.nanoTime();
    }
    return true;
  }

  private long awaitWork() {
    lock.lock();
    try {
      long left = IDLE_NANOS;
      while (requested == written && !full && !closed && left > 0) {
        left = wanted.awaitNanos(left);
      }
      if (requested == written && !full) {
        return closed ? END : IDLE;
      }
      full = false;
      return requested;
    } catch (InterruptedException e) {
      // Nobody does, and it would not end the work.
      return IDLE;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws SQLException {
    file.stopWaiting();
    lock.lock();
    try {
      closed = true;
      wanted.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    releaseWaiting();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    // A handler that was given up may still be at work: nothing more is written then.
    try (own;
        Statement statement = own.createStatement()) {
      if (!gate.whileQuiet(AT_CLOSE, () -> statement.execute("SHUTDOWN"))) {
        statement.execute("SHUTDOWN IMMEDIATELY");
      }
    } catch (SQLException e) {
      // As if the process had been killed: what was confirmed is written, and who was not confirmed
      // has been told.
      if (file.failure() == null) {
        throw e;
      }
    }
  }
}
