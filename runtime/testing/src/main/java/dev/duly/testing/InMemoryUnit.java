/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.Transaction;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.FailureCause;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedMessage;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.testing.InMemoryStore.Claimed;
import dev.duly.testing.InMemoryStore.Outcome;
import dev.duly.testing.InMemoryStore.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A unit of work of an {@link InMemoryStore}; keeps what it writes to itself until it commits. */
final class InMemoryUnit implements UnitOfWork {
  private static final Comparator<ClaimRequest> LOCK_ORDER =
      Comparator.comparing(ClaimRequest::scope).thenComparing(ClaimRequest::key);

  private final InMemoryStore store;
  private final Map<Claimed, Outcome> outcomes = new LinkedHashMap<>();
  private final Map<Row, Optional<Object>> rows = new LinkedHashMap<>();
  private final List<Outgoing> messages = new ArrayList<>();
  private @Nullable InMemoryUnit waitingFor;
  private Thread thread;
  private boolean broken;

  InMemoryUnit(InMemoryStore store, Thread thread) {
    this.store = store;
    this.thread = thread;
  }

  @Override
  public Transaction transaction() {
    return new InMemoryTransaction(this);
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    return inside(
        () -> {
          Map<Claimed, Claim> answers = new HashMap<>();
          // One order for everybody, or overlapping batches would deadlock.
          requests.stream()
              .sorted(LOCK_ORDER)
              .forEach(
                  request -> {
                    Claimed key = new Claimed(request.scope(), request.key());
                    if (answers.put(key, claim(key, request)) != null) {
                      throw new IllegalArgumentException("claimed twice in one batch: " + key);
                    }
                  });
          return requests.stream()
              .map(request -> answers.get(new Claimed(request.scope(), request.key())))
              .toList();
        });
  }

  @Override
  public void refuse(String scope, MessageKey key) {
    conclude(new Claimed(scope, key), Claim.REFUSED);
  }

  @Override
  public void reply(String scope, MessageKey key, byte[] reply) {
    conclude(new Claimed(scope, key), new Claim(Claim.State.DUPLICATE, reply.clone()));
  }

  @Override
  public boolean conclude(EffectHold hold, EffectEnd end) {
    return InMemoryEffects.conclude(this, hold, end);
  }

  @Override
  public Set<String> parked(String group, Collection<String> keys) {
    return inside(() -> store.inMemoryParking().parked(this, group, keys));
  }

  @Override
  public void park(ParkedMessage message) {
    store.inMemoryParking().park(this, message);
  }

  @Override
  public List<Boolean> parkBehind(List<ParkedMessage> parked) {
    // One order for everybody, or overlapping batches would deadlock.
    parked.stream()
        .sorted(Comparator.comparing(ParkedMessage::key))
        .forEach(message -> read(InMemoryParking.row(message.group(), message.key())));
    List<Boolean> answers = new ArrayList<>();
    for (ParkedMessage message : parked) {
      answers.add(store.inMemoryParking().parkBehind(this, message));
    }
    return answers;
  }

  @Override
  public boolean release(ParkedEntry entry) {
    return store.inMemoryParking().release(this, entry);
  }

  @Override
  public void enqueue(List<Outgoing> outgoing) {
    inside(() -> messages.addAll(outgoing));
  }

  @Override
  public void commit() {
    inside(
        () -> {
          store.commit(this, outcomes, rows, messages);
          return true;
        });
  }

  @Override
  public FailureCause causeOf(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof StoreException) {
        return FailureCause.PASSING;
      }
    }
    return FailureCause.HANDLER;
  }

  @Override
  public void close() {
    store.lock().lock();
    try {
      if (store.isOpen(this)) {
        store.end(this);
      }
    } finally {
      store.lock().unlock();
    }
  }

  /** The value of a row as this unit sees it, without making it wait for anybody. */
  @Nullable Object peek(Row row) {
    Optional<Object> own = rows.get(row);
    return own != null ? own.orElse(null) : store.committed(row);
  }

  @Nullable Object read(Row row) {
    return inside(
            () -> {
              store.acquire(row, this);
              Optional<Object> own = rows.get(row);
              return own != null ? own : Optional.ofNullable(store.committed(row));
            })
        .orElse(null);
  }

  void write(Row row, @Nullable Object value) {
    inside(
        () -> {
          store.acquire(row, this);
          rows.put(row, Optional.ofNullable(value));
          return true;
        });
  }

  void waitsFor(@Nullable InMemoryUnit holder) {
    waitingFor = holder;
  }

  /** Whether this unit cannot end before {@code other} does. */
  boolean isStuckWith(InMemoryUnit other) {
    for (InMemoryUnit unit = this; unit != null; unit = unit.waitingFor) {
      if (unit.equals(other) || unit.thread.equals(Thread.currentThread())) {
        return true;
      }
    }
    return false;
  }

  void refuseIfEnded() {
    if (broken || !store.isOpen(this)) {
      throw new StoreException(
          "DulyUnitEnded",
          "This unit of work has failed, was committed or closed, or its process has crashed.",
          "Begin a new one.");
    }
  }

  private Claim claim(Claimed key, ClaimRequest request) {
    Claim untimely = request.untimely(store.now());
    if (untimely != null) {
      return untimely;
    }
    store.acquire(key, this);
    Outcome own = outcomes.get(key);
    if (own != null) {
      return own.claim();
    }
    Outcome known = store.remembered(key);
    if (known != null
        && !(request.retryRefused() && known.claim().state() == Claim.State.REFUSED)) {
      return known.claim();
    }
    outcomes.put(key, new Outcome(Claim.DUPLICATE, store.now().plus(request.window())));
    return Claim.FRESH;
  }

  private void conclude(Claimed key, Claim claim) {
    inside(
        () -> {
          Outcome own = outcomes.get(key);
          if (own == null) {
            throw new IllegalArgumentException("not claimed by this unit of work: " + key);
          }
          return outcomes.put(key, new Outcome(claim, own.forgetAt()));
        });
  }

  private <T> T inside(Supplier<T> work) {
    store.lock().lock();
    try {
      refuseIfEnded();
      thread = Thread.currentThread();
      return work.get();
    } catch (RuntimeException e) {
      broken = true;
      throw e;
    } finally {
      store.lock().unlock();
    }
  }
}
