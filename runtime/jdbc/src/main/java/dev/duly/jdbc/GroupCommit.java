/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Makes H2 commits durable, many with one write.
 *
 * <p>H2's own way ({@code WRITE_DELAY=0}) writes once a commit, and returns before the write when
 * the thread is interrupted or when a background write has just taken the same changes along. So a
 * commit is made in memory, and a thread of our own, which nobody interrupts, writes all there is
 * and then lets the waiting ones go.
 */
final class GroupCommit implements Commits {
  private final Connection own;
  private final MVStore file;
  private final Thread writer = new Thread(this::write, "duly-commit");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  private final Condition done = lock.newCondition();
  private long requested;
  private long written;
  private boolean closed;
  private @Nullable RuntimeException failure;

  private GroupCommit(Connection own, MVStore file) {
    this.own = own;
    this.file = file;
    writer.setDaemon(true);
    writer.start();
  }

  /** Over the database of {@code connection}, which it keeps: the database is open as long. */
  static GroupCommit over(Connection connection) throws SQLException {
    SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    return new GroupCommit(connection, session.getDatabase().getStore().getMvStore());
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    connection.commit();
    lock.lock();
    try {
      long ticket = ++requested;
      wanted.signal();
      while (written < ticket && failure == null && !closed) {
        // An interrupt is kept for whoever asks; the answer must still be the truth.
        done.awaitUninterruptibly();
      }
      if (written < ticket) {
        throw new SQLException("the database file could not be written", "08006", failure);
      }
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    for (long upTo = next(); upTo > 0; upTo = next()) {
      RuntimeException failed = null;
      try {
        flush();
      } catch (RuntimeException e) {
        failed = e;
      }
      lock.lock();
      try {
        if (failed == null) {
          written = upTo;
        } else {
          failure = failed;
        }
        done.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void flush() {
    if (file.commit() < 0) {
      // Nothing was left to write: a background write may have it in its queue, so wait for that.
      file.executeFilestoreOperation(() -> {});
    }
    MVStoreException panic = file.getPanicException();
    if (panic != null) {
      throw panic;
    }
  }

  /** The newest request, once there is one; 0 at the end. */
  private long next() {
    lock.lock();
    try {
      while (requested == written && !closed) {
        wanted.awaitUninterruptibly();
      }
      return requested == written || failure != null ? 0 : requested;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws SQLException {
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
    lock.lock();
    try {
      done.signalAll();
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try (own;
        Statement statement = own.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }
}
