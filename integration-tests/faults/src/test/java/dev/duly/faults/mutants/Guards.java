/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.mutants;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.ForwardingStore;
import dev.duly.testing.ForwardingUnitOfWork;
import dev.duly.testing.simulation.Decoration;
import dev.duly.testing.simulation.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Bugs in how duplicates are recognised. */
public final class Guards {
  private static final Duration SHORT = Duration.ofMillis(300);

  private Guards() {}

  private interface Bug {
    UnitOfWork of(UnitOfWork unit, Store store, Environment process);
  }

  private record Broken(Bug bug) implements Decoration {
    @Override
    public Store store(Store store, Transport transport, Environment process) {
      return new ForwardingStore(store) {
        @Override
        public UnitOfWork begin() {
          return bug.of(super.begin(), store, process);
        }
      };
    }
  }

  /** A unit whose claims are not in the transaction: what depends on them is left out. */
  private abstract static class Unclaimed extends ForwardingUnitOfWork {
    Unclaimed(UnitOfWork unit) {
      super(unit);
    }

    @Override
    public void refuse(String scope, MessageKey key) {}

    @Override
    public void reply(String scope, MessageKey key, byte[] reply) {}
  }

  private static StoreException trouble(String what) {
    return new StoreException("Test", what + ".", "It is a mutant.");
  }

  private static Decoration claiming(Function<List<ClaimRequest>, List<ClaimRequest>> change) {
    return new Broken(
        (unit, store, process) ->
            new ForwardingUnitOfWork(unit) {
              @Override
              public List<Claim> claim(List<ClaimRequest> requests) {
                return super.claim(change.apply(requests));
              }
            });
  }

  private static Decoration inScope(Function<Environment, String> suffix) {
    return new Broken(
        (unit, store, process) ->
            new ForwardingUnitOfWork(unit) {
              private final String mark = suffix.apply(process);

              @Override
              public List<Claim> claim(List<ClaimRequest> requests) {
                return super.claim(
                    requests.stream()
                        .map(
                            one ->
                                new ClaimRequest(
                                    one.scope() + mark,
                                    one.key(),
                                    one.window(),
                                    one.retryRefused(),
                                    one.occurredAt(),
                                    one.anyAge()))
                        .toList());
              }

              @Override
              public void refuse(String scope, MessageKey key) {
                super.refuse(scope + mark, key);
              }
            });
  }

  /** Duplicates are not recognised. */
  public static Decoration off() {
    return new Broken(
        (unit, store, process) ->
            new Unclaimed(unit) {
              @Override
              public List<Claim> claim(List<ClaimRequest> requests) {
                return requests.stream().map(ignored -> Claim.FRESH).toList();
              }
            });
  }

  /** Each process knows only what it has done itself. */
  public static Decoration inMemory() {
    return inScope(process -> "#" + process.life());
  }

  /** A key is remembered under the time it was received, not a time of its message. */
  public static Decoration byReceiveTime() {
    return inScope(process -> "@" + process.clock().instant().getEpochSecond());
  }

  /** Keys are forgotten before their last duplicate has come. */
  public static Decoration forgetsEarly() {
    return claiming(
        requests ->
            requests.stream()
                .map(
                    one ->
                        new ClaimRequest(
                            one.scope(), one.key(), Duration.ofMillis(100), one.retryRefused()))
                .toList());
  }

  /** The key is committed first, then the effect. */
  public static Decoration claimedOutside() {
    return new Broken(
        (unit, store, process) ->
            new Unclaimed(unit) {
              @Override
              public List<Claim> claim(List<ClaimRequest> requests) {
                try (UnitOfWork own = store.begin()) {
                  List<Claim> claims = own.claim(requests);
                  own.commit();
                  return claims;
                }
              }
            });
  }

  /** The effect is committed first, then the key. */
  public static Decoration claimedAfterwards() {
    return new Broken(
        (unit, store, process) ->
            new Unclaimed(unit) {
              private List<ClaimRequest> later = List.of();

              @Override
              public List<Claim> claim(List<ClaimRequest> requests) {
                later = requests;
                return requests.stream()
                    .map(
                        one ->
                            store.outcome(one.scope(), one.key()).isPresent()
                                ? Claim.DUPLICATE
                                : Claim.FRESH)
                    .toList();
              }

              @Override
              public void commit() {
                super.commit();
                try (UnitOfWork own = store.begin()) {
                  List<Claim> unused = own.claim(later);
                  own.commit();
                }
              }
            });
  }

  /** The answers come in the order of the keys, not of the questions. */
  public static Decoration answersMixedUp() {
    return new Broken(
        (unit, store, process) ->
            new ForwardingUnitOfWork(unit) {
              @Override
              public List<Claim> claim(List<ClaimRequest> requests) {
                return super.claim(
                    requests.stream().sorted(Comparator.comparing(ClaimRequest::key)).toList());
              }
            });
  }

  /** A driver that rewrites batches says of none of their rows whether it was there. */
  public static Decoration batchAnswersLost() {
    return new Broken(
        (unit, store, process) ->
            new ForwardingUnitOfWork(unit) {
              @Override
              public List<Claim> claim(List<ClaimRequest> requests) {
                List<Claim> claims = super.claim(requests);
                return claims.size() == 1
                    ? claims
                    : claims.stream().map(ignored -> Claim.FRESH).toList();
              }
            });
  }

  /** A duplicate is an exception whose text this server writes in another language. */
  public static Decoration duplicateByErrorText() {
    return new Broken(
        (unit, store, process) ->
            new ForwardingUnitOfWork(unit) {
              @Override
              public List<Claim> claim(List<ClaimRequest> requests) {
                List<Claim> claims = super.claim(requests);
                if (claims.contains(Claim.DUPLICATE)) {
                  throw trouble("doppelter Schlüsselwert");
                }
                return claims;
              }
            });
  }

  /** A commit that fails is taken for one that worked. */
  public static Decoration commitFailureIgnored() {
    return new Broken(
        (unit, store, process) ->
            new ForwardingUnitOfWork(unit) {
              @Override
              public void commit() {
                try {
                  super.commit();
                } catch (StoreException logged) {
                  // The bug.
                }
              }
            });
  }

  private static final class Progress {
    private final int owner;
    private final Instant until;
    private boolean done;

    private Progress(int owner, Instant until) {
      this.owner = owner;
      this.until = until;
    }
  }

  /**
   * A record that somebody works on a key, with a lease and without a fence.
   *
   * @param orphansAtOnce whether a record of another process is taken for an orphan though its
   *     owner lives
   */
  public static Decoration leased(boolean orphansAtOnce) {
    Map<MessageKey, Progress> records = new HashMap<>();
    return new Broken(
        (unit, store, process) ->
            new Unclaimed(unit) {
              private final List<Progress> mine = new ArrayList<>();

              @Override
              public List<Claim> claim(List<ClaimRequest> requests) {
                Instant now = process.clock().instant();
                List<Claim> claims = new ArrayList<>();
                for (ClaimRequest request : requests) {
                  // One table for each scope, as its first key would be.
                  MessageKey key =
                      dev.duly.runtime.topology.KeyDigest.of(
                          request.scope(), request.key().toString());
                  Progress known = records.get(key);
                  if (known != null && known.done) {
                    claims.add(Claim.DUPLICATE);
                    continue;
                  }
                  boolean orphan =
                      known == null
                          || (orphansAtOnce
                              ? known.owner != process.life()
                              : !now.isBefore(known.until));
                  if (!orphan && known.owner != process.life()) {
                    throw trouble("in progress elsewhere");
                  }
                  Progress record = new Progress(process.life(), now.plus(SHORT));
                  records.put(key, record);
                  mine.add(record);
                  claims.add(Claim.FRESH);
                }
                return claims;
              }

              @Override
              public void commit() {
                super.commit();
                mine.forEach(record -> record.done = true);
              }
            });
  }
}
