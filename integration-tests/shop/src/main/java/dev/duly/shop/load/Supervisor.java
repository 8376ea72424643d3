/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** Keeps a worker running, except when it is told to kill it. */
final class Supervisor {
  private final LoadSettings settings;

  /**
   * Always taken before this object's own lock: a request that is sent safely asks for the address.
   */
  private final ReadWriteLock safety = new ReentrantReadWriteLock(true);

  private @Nullable WorkerProcess worker;
  private boolean ended;
  private int crashes;

  Supervisor(LoadSettings settings) {
    this.settings = settings;
  }

  synchronized void start() throws IOException, InterruptedException {
    if (!ended) {
      worker = WorkerProcess.start(settings);
    }
  }

  /**
   * Where the worker listens; waits while it is being restarted.
   *
   * @throws RunFailed if it died without being killed
   */
  synchronized URI address() {
    if (worker == null || ended) {
      throw new RunFailed("the worker is stopped");
    }
    if (!worker.isAlive()) {
      throw new RunFailed("the worker died by itself; see worker.log");
    }
    return worker.address();
  }

  /** Kills the worker and starts the next one. */
  void crash() throws IOException, InterruptedException {
    safety.writeLock().lock();
    try {
      replaceWorker();
    } finally {
      safety.writeLock().unlock();
    }
  }

  private synchronized void replaceWorker() throws IOException, InterruptedException {
    if (ended || worker == null) {
      return;
    }
    address();
    worker.kill();
    crashes++;
    worker = WorkerProcess.start(settings);
  }

  /**
   * Runs {@code request} at a time when the worker is not killed. For what must not be sent twice:
   * a record without a key cannot be told from a new one, so it is only sent if its answer is sure
   * to come.
   */
  void safely(Request request) throws IOException, InterruptedException {
    safety.readLock().lock();
    try {
      request.send();
    } finally {
      safety.readLock().unlock();
    }
  }

  /** Something that is sent to the worker. */
  @FunctionalInterface
  interface Request {
    void send() throws IOException, InterruptedException;
  }

  synchronized int crashes() {
    return crashes;
  }

  /** Ends the worker in good order, for good. */
  synchronized void stop() throws IOException, InterruptedException {
    ended = true;
    if (worker != null) {
      worker.stop();
      worker = null;
    }
  }
}
