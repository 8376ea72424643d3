/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.RejectedException;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.FailureCause;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One transaction over a batch of distinct keys: all of it is done, or nothing. */
final class BatchTransaction {
  private final List<Item> batch;
  private final Calls calls;
  private final GroupParking parking;
  private final Engine engine;
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Outgoing> outgoing = new ArrayList<>();
  private List<Item> waiting = List.of();

  BatchTransaction(List<Item> batch, Calls calls, GroupParking parking, Engine engine) {
    this.batch = batch;
    this.calls = calls;
    this.parking = parking;
    this.engine = engine;
  }

  /** What became of the item at {@code index}, once the transaction is committed. */
  Verdict verdict(int index) {
    return verdicts.get(index);
  }

  /**
   * Claims, handles, publishes and commits.
   *
   * @throws HandlerFailure if a handler failed; everything is rolled back then
   * @throws RuntimeException if the store failed; whether it was committed is unknown then
   */
  void execute() throws HandlerFailure {
    Store store = engine.store();
    try (UnitOfWork unit = store == null ? null : store.begin()) {
      waiting = parking.waiting(unit, batch);
      List<Claim> claims = claims(unit);
      for (int i = 0; i < batch.size(); ) {
        i = handle(i, claims, unit);
      }
      if (unit != null) {
        if (!outgoing.isEmpty()) {
          unit.enqueue(outgoing);
        }
        if (!parking.leave(unit, batch.get(0))) {
          verdicts.set(0, Verdict.RELEASED);
          return;
        }
        parkWaiting(unit);
        unit.commit();
      }
    }
    if (!outgoing.isEmpty()) {
      engine.relay().wake();
    }
  }

  /** Last of all: whoever releases one of these keys waits until the unit has ended. */
  private void parkWaiting(UnitOfWork unit) {
    if (waiting.isEmpty()) {
      return;
    }
    List<Boolean> parked = parking.parkBehind(unit, waiting);
    for (int i = 0; i < parked.size(); i++) {
      if (!parked.get(i)) {
        verdicts.set(batch.indexOf(waiting.get(i)), Verdict.RELEASED);
      }
    }
  }

  /** The answer for each item, fresh where nothing guards it. */
  private List<Claim> claims(@Nullable UnitOfWork unit) {
    List<ClaimRequest> requests = new ArrayList<>();
    for (Item item : batch) {
      ClaimRequest request = item.claim();
      if (request != null && !waiting.contains(item)) {
        requests.add(request);
      }
    }
    List<Claim> answers = requests.isEmpty() || unit == null ? List.of() : unit.claim(requests);
    List<Claim> claims = new ArrayList<>(batch.size());
    int next = 0;
    for (Item item : batch) {
      boolean asked = item.claim() != null && !waiting.contains(item);
      claims.add(asked ? answers.get(next++) : Claim.FRESH);
    }
    return claims;
  }

  /**
   * Handles the item at {@code i}, for a batch handler its followers too; returns the next index.
   */
  private int handle(int i, List<Claim> claims, @Nullable UnitOfWork unit) throws HandlerFailure {
    Item item = batch.get(i);
    Work<?> work = item.work();
    if (work == null) {
      throw new IllegalStateException("poison has no handler");
    }
    if (waiting.contains(item)) {
      verdicts.add(Verdict.PARKED);
      return i + 1;
    }
    Claim claim = claims.get(i);
    Untimely untimely = Untimely.of(claim);
    if (untimely != null) {
      throw new HandlerFailure(i, i + 1, untimely, FailureCause.HANDLER);
    }
    if (claim.state() != Claim.State.FRESH) {
      verdicts.add(Verdict.DUPLICATE);
      byte[] reply = claim.reply();
      if (reply != null && item.envelope().replyTo() != null) {
        outgoing.add(engine.outgoings().reply(item.envelope(), reply));
      }
      return i + 1;
    }
    int end = i + 1;
    List<Work<?>> works = new ArrayList<>(List.of(work));
    while (work.isForBatches() && end < batch.size() && follows(work, end, claims)) {
      Work<?> next = batch.get(end++).work();
      if (next != null) {
        works.add(next);
      }
    }
    Call call = calls.call(item, work, unit);
    try {
      engine.current().runWith(call, () -> work.invokeAll(works, call));
    } catch (Throwable failure) {
      throw new HandlerFailure(i, end, failure, cause(failure, unit));
    }
    outgoing.addAll(call.published());
    byte[] reply = call.reply();
    ClaimRequest request = item.claim();
    if (reply != null && request != null && unit != null) {
      unit.reply(request.scope(), request.key(), reply);
    }
    for (int done = i; done < end; done++) {
      verdicts.add(Verdict.EFFECT);
    }
    return end;
  }

  private static FailureCause cause(Throwable failure, @Nullable UnitOfWork unit) {
    return unit == null || failure instanceof RejectedException
        ? FailureCause.HANDLER
        : unit.causeOf(failure);
  }

  private boolean follows(Work<?> work, int index, List<Claim> claims) {
    Work<?> next = batch.get(index).work();
    return next != null
        && !waiting.contains(batch.get(index))
        && next.subscription().equals(work.subscription())
        && claims.get(index).state() == Claim.State.FRESH;
  }
}
