/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.DulyException;
import dev.duly.runtime.StoreException;
import dev.duly.runtime.Transaction;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.EffectLog;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.EffectState;
import dev.duly.runtime.store.FailureCause;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedMessage;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Outgoing;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A store as one process sees it whose {@link Faults} are planned. */
public final class FaultyStore implements Store {

  private final Store store;
  private final Faults faults;

  /** {@code store} with {@code faults}. */
  public FaultyStore(Store store, Faults faults) {
    this.store = store;
    this.faults = faults;
  }

  @Override
  public void prepare(Topology topology) {
    faults.around(PortCall.PREPARE, () -> "", FaultyStore::failed, () -> store.prepare(topology));
  }

  @Override
  public UnitOfWork begin() {
    return faults.around(
        PortCall.BEGIN,
        () -> "",
        FaultyStore::failed,
        () -> new FaultyUnit(store.begin(), faults),
        unit -> "ok");
  }

  @Override
  public EffectLog effects() {
    return new FaultyEffects(store.effects(), faults);
  }

  @Override
  public Parking parking() {
    return new FaultyParking(store.parking(), faults);
  }

  @Override
  public List<OutboxEntry> outbox(int max) {
    return faults.around(
        PortCall.OUTBOX,
        () -> "",
        FaultyStore::failed,
        () -> store.outbox(max),
        FaultyStore::numbers);
  }

  @Override
  public void removeFromOutbox(Collection<OutboxEntry> entries) {
    faults.around(
        PortCall.REMOVE_FROM_OUTBOX,
        () -> numbers(entries),
        FaultyStore::failed,
        () -> store.removeFromOutbox(entries));
  }

  @Override
  public Optional<Claim.State> outcome(String scope, MessageKey key) {
    return faults.around(
        PortCall.OUTCOME,
        () -> " " + key,
        FaultyStore::failed,
        () -> store.outcome(scope, key),
        Optional::toString);
  }

  @Override
  public int recordAttempt(String scope, MessageKey key) {
    return faults.around(
        PortCall.RECORD_ATTEMPT,
        () -> " " + key,
        FaultyStore::failed,
        () -> store.recordAttempt(scope, key),
        count -> Integer.toString(count));
  }

  @Override
  public void clearAttempts(String scope, MessageKey key) {
    faults.around(
        PortCall.CLEAR_ATTEMPTS,
        () -> " " + key,
        FaultyStore::failed,
        () -> store.clearAttempts(scope, key));
  }

  /** Closes the store, unless the process is dead. */
  @Override
  public void close() {
    if (!faults.crashed()) {
      store.close();
    }
  }

  private static String numbers(Collection<OutboxEntry> entries) {
    return entries.stream()
        .map(entry -> Long.toString(entry.id()))
        .collect(Collectors.joining(" ", " ", ""));
  }

  static DulyException failed(String where) {
    return new StoreException(
        "DulyInjectedFault", "A fault was injected at " + where + ".", "The test wants it so.");
  }

  private record FaultyEffects(EffectLog log, Faults faults) implements EffectLog {
    @Override
    public EffectAnswer acquire(EffectRequest request) {
      return faults.around(
          PortCall.ACQUIRE,
          () -> " " + request.key(),
          FaultyStore::failed,
          () -> log.acquire(request),
          answer -> answer.getClass().getSimpleName());
    }

    @Override
    public boolean renew(EffectHold hold, Duration lease) {
      return faults.around(
          PortCall.RENEW_EFFECT,
          () -> " " + hold.key(),
          FaultyStore::failed,
          () -> log.renew(hold, lease),
          String::valueOf);
    }

    @Override
    public boolean release(EffectHold hold) {
      return faults.around(
          PortCall.RELEASE_EFFECT,
          () -> " " + hold.key(),
          FaultyStore::failed,
          () -> log.release(hold),
          String::valueOf);
    }

    @Override
    public Optional<EffectState> state(String scope, MessageKey key) {
      return faults.around(
          PortCall.EFFECT_STATE,
          () -> " " + key,
          FaultyStore::failed,
          () -> log.state(scope, key),
          Optional::toString);
    }
  }

  private record FaultyUnit(UnitOfWork unit, Faults faults) implements UnitOfWork {
    @Override
    public Transaction transaction() {
      return unit.transaction();
    }

    @Override
    public List<Claim> claim(List<ClaimRequest> requests) {
      return faults.around(
          PortCall.CLAIM,
          () ->
              requests.stream()
                  .map(request -> request.key().toString())
                  .collect(Collectors.joining(" ", " ", "")),
          FaultyStore::failed,
          () -> unit.claim(requests),
          claims ->
              claims.stream()
                  .map(claim -> claim.state().toString())
                  .collect(Collectors.joining(" ")));
    }

    @Override
    public void refuse(String scope, MessageKey key) {
      faults.around(
          PortCall.REFUSE, () -> " " + key, FaultyStore::failed, () -> unit.refuse(scope, key));
    }

    @Override
    public void reply(String scope, MessageKey key, byte[] reply) {
      faults.around(
          PortCall.REPLY,
          () -> " " + key,
          FaultyStore::failed,
          () -> unit.reply(scope, key, reply));
    }

    @Override
    public boolean conclude(EffectHold hold, EffectEnd end) {
      return faults.around(
          PortCall.CONCLUDE,
          () -> " " + hold.key(),
          FaultyStore::failed,
          () -> unit.conclude(hold, end),
          String::valueOf);
    }

    @Override
    public Set<String> parked(String group, Collection<String> keys) {
      return faults.around(
          PortCall.PARKED,
          () -> " " + String.join(" ", keys),
          FaultyStore::failed,
          () -> unit.parked(group, keys),
          Set::toString);
    }

    @Override
    public void park(ParkedMessage message) {
      faults.around(
          PortCall.PARK, () -> " " + message.key(), FaultyStore::failed, () -> unit.park(message));
    }

    @Override
    public List<Boolean> parkBehind(List<ParkedMessage> messages) {
      return faults.around(
          PortCall.PARK_BEHIND,
          () -> messages.stream().map(ParkedMessage::key).collect(Collectors.joining(" ", " ", "")),
          FaultyStore::failed,
          () -> unit.parkBehind(messages),
          List::toString);
    }

    @Override
    public boolean release(ParkedEntry entry) {
      return faults.around(
          PortCall.RELEASE_PARKED,
          () -> " " + entry.message().key(),
          FaultyStore::failed,
          () -> unit.release(entry),
          String::valueOf);
    }

    @Override
    public void enqueue(List<Outgoing> messages) {
      faults.around(
          PortCall.ENQUEUE,
          () -> FaultyTransport.ids(messages),
          FaultyStore::failed,
          () -> unit.enqueue(messages));
    }

    @Override
    public void commit() {
      faults.around(PortCall.COMMIT, () -> "", FaultyStore::failed, unit::commit);
    }

    /** Not a call of the port: it changes nothing. */
    @Override
    public FailureCause causeOf(Throwable failure) {
      return unit.causeOf(failure);
    }

    /** A dead process closes nothing: its store rolls back by itself. */
    @Override
    public void close() {
      if (!faults.crashed()) {
        unit.close();
      }
    }
  }
}
