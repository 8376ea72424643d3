/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.EffectLog;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Outgoing;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory, for tests, with the semantics of a database: what a unit of work writes is
 * seen by others when it has committed and gone when it has not; a key or row that another open
 * unit holds is waited for; outgoing messages leave in the order of commits; keys are forgotten
 * when their window has passed on the given clock.
 *
 * <p>It outlives what runs on it: closing it does nothing, so a test can start one runtime after
 * another, or several at once, on the same instance.
 */
public final class InMemoryStore implements Store {
  /** In real time: a unit that nobody ends must fail a test, not hang it. */
  private static final long LOCK_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How the names of its own tables begin. */
  private static final String OWN = "duly_";

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition unitEnded = lock.newCondition();
  private final Map<Claimed, Outcome> outcomes = new HashMap<>();
  private final Map<Row, Object> rows = new LinkedHashMap<>();
  private final Map<Object, InMemoryUnit> holders = new HashMap<>();
  private final Set<InMemoryUnit> open = new HashSet<>();
  private final TreeMap<Long, OutboxEntry> outbox = new TreeMap<>();
  private final Map<Claimed, Integer> attempts = new HashMap<>();
  private final EffectLog effects = new InMemoryEffects(this);
  private final InMemoryParking parking = new InMemoryParking(this);
  private long lastOutboxId;
  private long lastParked;

  /** A store that forgets keys by {@code clock}. */
  public InMemoryStore(Clock clock) {
    this.clock = clock;
  }

  /** Does nothing: this store needs no preparation. */
  @Override
  public void prepare(Topology topology) {}

  @Override
  public UnitOfWork begin() {
    return beginUnit();
  }

  InMemoryUnit beginUnit() {
    lock.lock();
    try {
      InMemoryUnit unit = new InMemoryUnit(this, Thread.currentThread());
      open.add(unit);
      return unit;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public EffectLog effects() {
    return effects;
  }

  @Override
  public Parking parking() {
    return parking;
  }

  @Override
  public List<OutboxEntry> outbox(int max) {
    lock.lock();
    try {
      return outbox.values().stream().limit(max).toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void removeFromOutbox(Collection<OutboxEntry> entries) {
    lock.lock();
    try {
      entries.forEach(entry -> outbox.remove(entry.id()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Claim.State> outcome(String scope, MessageKey key) {
    lock.lock();
    try {
      return Optional.ofNullable(remembered(new Claimed(scope, key)))
          .map(outcome -> outcome.claim().state());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int recordAttempt(String scope, MessageKey key) {
    lock.lock();
    try {
      return attempts.merge(new Claimed(scope, key), 1, Integer::sum);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void clearAttempts(String scope, MessageKey key) {
    lock.lock();
    try {
      attempts.remove(new Claimed(scope, key));
    } finally {
      lock.unlock();
    }
  }

  /** Does nothing: what was committed stays for the next runtime. */
  @Override
  public void close() {}

  /**
   * What the death of every process that uses this store does: open units of work are rolled back,
   * and whatever the dead still ask of them fails with a {@link StoreException}.
   */
  public void crash() {
    lock.lock();
    try {
      Set.copyOf(open).forEach(this::end);
      unitEnded.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The committed rows of {@code table}, in the order they were first written. */
  public Map<Object, Object> rows(String table) {
    lock.lock();
    try {
      Map<Object, Object> found = new LinkedHashMap<>();
      rows.forEach(
          (row, value) -> {
            if (row.table().equals(table)) {
              found.put(row.key(), value);
            }
          });
      return found;
    } finally {
      lock.unlock();
    }
  }

  /**
   * All committed rows of handlers by table, in the order they were first written; what the store
   * keeps for Duly itself is not among them.
   */
  public Map<String, Map<Object, Object>> tables() {
    lock.lock();
    try {
      Map<String, Map<Object, Object>> found = new TreeMap<>();
      rows.forEach(
          (row, value) -> {
            if (!row.table().startsWith(OWN)) {
              found.computeIfAbsent(row.table(), t -> new LinkedHashMap<>()).put(row.key(), value);
            }
          });
      return found;
    } finally {
      lock.unlock();
    }
  }

  ReentrantLock lock() {
    return lock;
  }

  InMemoryParking inMemoryParking() {
    return parking;
  }

  long nextParked() {
    lock.lock();
    try {
      return ++lastParked;
    } finally {
      lock.unlock();
    }
  }

  Instant now() {
    return clock.instant();
  }

  boolean isOpen(InMemoryUnit unit) {
    return open.contains(unit);
  }

  @Nullable Object committed(Row row) {
    return rows.get(row);
  }

  /** What is known of a key; null where its window has passed. */
  @Nullable Outcome remembered(Claimed key) {
    Outcome outcome = outcomes.get(key);
    return outcome == null || !now().isBefore(outcome.forgetAt()) ? null : outcome;
  }

  /** Makes {@code what}, a key or a row, belong to {@code unit} until it ends. */
  void acquire(Object what, InMemoryUnit unit) {
    long left = LOCK_TIMEOUT_NANOS;
    InMemoryUnit holder = holders.get(what);
    while (holder != null && !holder.equals(unit)) {
      unit.waitsFor(holder);
      if (holder.isStuckWith(unit)) {
        throw new StoreException(
            "DulyDeadlock",
            "Two units of work wait for each other at " + what + ".",
            "Touch keys and rows in the same order everywhere; the pipeline tries again.");
      }
      if (left <= 0) {
        throw new StoreException(
            "DulyLockTimeout",
            "A unit of work that nobody ends holds " + what + ".",
            "Close every unit of work.");
      }
      try {
        left = unitEnded.awaitNanos(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException(
            "DulyInterrupted", "Waiting for " + what + " was interrupted.", "Try again.", e);
      } finally {
        unit.waitsFor(null);
      }
      unit.refuseIfEnded();
      holder = holders.get(what);
    }
    holders.put(what, unit);
  }

  void commit(
      InMemoryUnit unit,
      Map<Claimed, Outcome> newOutcomes,
      Map<Row, Optional<Object>> newRows,
      List<Outgoing> newMessages) {
    outcomes.putAll(newOutcomes);
    newRows.forEach(
        (row, value) -> {
          if (value.isPresent()) {
            rows.put(row, value.get());
          } else {
            rows.remove(row);
          }
        });
    for (Outgoing message : newMessages) {
      lastOutboxId++;
      outbox.put(lastOutboxId, new OutboxEntry(lastOutboxId, message));
    }
    end(unit);
  }

  void end(InMemoryUnit unit) {
    open.remove(unit);
    holders.values().removeIf(unit::equals);
    unitEnded.signalAll();
  }

  /** A key in its scope. */
  record Claimed(String scope, MessageKey key) {}

  /** A row of a table. */
  record Row(String table, Object key) {}

  /** How a key ended, and until when that is remembered. */
  record Outcome(Claim claim, Instant forgetAt) {}
}
