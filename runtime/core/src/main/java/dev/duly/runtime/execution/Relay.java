/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.visibility.Observer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries committed messages from the outbox to the transport, oldest first, and forgets them when
 * they are confirmed. A crash in between sends them again; guards recognise that.
 */
public final class Relay {
  private static final int BATCH = 500;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration TROUBLE = Duration.ofSeconds(1);

  private final @Nullable Store store;
  private final Transport transport;
  private final Scheduler scheduler;
  private final Observer observer;
  private boolean active;
  private boolean woken;
  private boolean closed;
  private Scheduler.Cancellable timer = () -> {};

  Relay(@Nullable Store store, Transport transport, Scheduler scheduler, Observer observer) {
    this.store = store;
    this.transport = transport;
    this.scheduler = scheduler;
    this.observer = observer;
  }

  /** Something was committed, or it is time to look. */
  public void wake() {
    synchronized (this) {
      if (closed || store == null) {
        return;
      }
      woken = true;
      if (active) {
        return;
      }
      active = true;
      timer.cancel();
    }
    scheduler.execute(this::run);
  }

  /** Starts nothing new; returns when the batch under way has ended. */
  public synchronized void close() throws InterruptedException {
    closed = true;
    timer.cancel();
    while (active) {
      wait();
    }
  }

  private void run() {
    Duration pause = IDLE;
    try {
      while (next()) {
        if (relayBatch() > 0) {
          again();
        }
      }
    } catch (RuntimeException trouble) {
      observer.trouble("outbox relay", trouble);
      pause = TROUBLE;
    } finally {
      rest(pause);
    }
  }

  private int relayBatch() {
    Store outbox = store;
    if (outbox == null) {
      return 0;
    }
    List<OutboxEntry> entries = outbox.outbox(BATCH);
    if (!entries.isEmpty()) {
      Confirmations.await(transport.send(entries.stream().map(OutboxEntry::message).toList()));
      outbox.removeFromOutbox(entries);
      observer.relayed(entries.size());
    }
    return entries.size();
  }

  private synchronized boolean next() {
    boolean more = woken && !closed;
    woken = false;
    return more;
  }

  private synchronized void again() {
    woken = true;
  }

  private synchronized void rest(Duration pause) {
    active = false;
    notifyAll();
    if (!closed) {
      timer = scheduler.schedule(woken ? Duration.ZERO : pause, this::wake);
    }
  }
}
