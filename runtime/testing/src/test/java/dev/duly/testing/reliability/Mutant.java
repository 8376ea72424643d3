/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.reliability;

import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.transport.Verdict;
import dev.duly.testing.ForwardingSource;
import dev.duly.testing.ForwardingStore;
import dev.duly.testing.ForwardingTransport;
import dev.duly.testing.ForwardingUnitOfWork;
import dev.duly.testing.reliability.Violation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A bug that real systems have had, to be switched on; and the promise it breaks. */
enum Mutant {
  /** Duplicates are not recognised. */
  GUARD_OFF(Kind.DUPLICATED),
  /** Messages are published after the commit instead of with it. */
  OUTBOX_OFF(Kind.LOST),
  /** Deliveries are settled when they are polled. */
  SETTLE_BEFORE_COMMIT(Kind.LOST),
  /** Messages of one key run side by side. */
  ORDER_IGNORED(Kind.OUT_OF_ORDER),
  /** Nobody waits for the dead-letter channel. */
  DEAD_LETTER_UNCONFIRMED(Kind.DEAD_LETTER_MISSING);

  private final Kind breaks;

  Mutant(Kind breaks) {
    this.breaks = breaks;
  }

  /** The promise it breaks. */
  Kind breaks() {
    return breaks;
  }

  Transport mutate(Transport transport) {
    return switch (this) {
      case SETTLE_BEFORE_COMMIT, DEAD_LETTER_UNCONFIRMED -> new MutantTransport(transport, this);
      default -> transport;
    };
  }

  Store mutate(Store store, Transport transport) {
    return switch (this) {
      case GUARD_OFF, OUTBOX_OFF -> new MutantStore(store, transport, this);
      default -> store;
    };
  }

  private static final class MutantTransport extends ForwardingTransport {
    private final Mutant mutant;

    MutantTransport(Transport transport, Mutant mutant) {
      super(transport);
      this.mutant = mutant;
    }

    @Override
    public Source open(ConsumerSpec consumer) {
      Source source = super.open(consumer);
      return mutant == SETTLE_BEFORE_COMMIT ? new EagerSource(source) : source;
    }

    @Override
    public CompletionStage<Void> send(List<Outgoing> batch) {
      CompletionStage<Void> sent = super.send(batch);
      boolean dead = batch.stream().allMatch(one -> one.channel().endsWith(".dlq"));
      return mutant == DEAD_LETTER_UNCONFIRMED && dead
          ? sent.exceptionally(nobodyLooks -> null)
          : sent;
    }
  }

  private static final class EagerSource extends ForwardingSource {
    EagerSource(Source source) {
      super(source);
    }

    @Override
    public List<Delivery> poll(int max, Duration wait) {
      List<Delivery> polled = super.poll(max, wait);
      super.settle(polled.stream().map(one -> new Settlement(one, Verdict.EFFECT)).toList());
      return polled;
    }

    @Override
    public void settle(Collection<Settlement> settlements) {}

    @Override
    public List<Delivery> renew(Collection<Delivery> deliveries) {
      return List.of();
    }
  }

  private static final class MutantStore extends ForwardingStore {
    private final Transport transport;
    private final Mutant mutant;

    MutantStore(Store store, Transport transport, Mutant mutant) {
      super(store);
      this.transport = transport;
      this.mutant = mutant;
    }

    @Override
    public UnitOfWork begin() {
      return new MutantUnit(super.begin(), transport, mutant);
    }
  }

  private static final class MutantUnit extends ForwardingUnitOfWork {
    private final Transport transport;
    private final Mutant mutant;
    private final Set<MessageKey> claimedBefore = new HashSet<>();
    private final List<Outgoing> afterCommit = new ArrayList<>();

    MutantUnit(UnitOfWork unit, Transport transport, Mutant mutant) {
      super(unit);
      this.transport = transport;
      this.mutant = mutant;
    }

    @Override
    public List<Claim> claim(List<ClaimRequest> requests) {
      List<Claim> claims = super.claim(requests);
      if (mutant != GUARD_OFF) {
        return claims;
      }
      for (int i = 0; i < claims.size(); i++) {
        if (claims.get(i).state() != Claim.State.FRESH) {
          claimedBefore.add(requests.get(i).key());
        }
      }
      return claims.stream().map(ignored -> Claim.FRESH).toList();
    }

    @Override
    public void refuse(String scope, MessageKey key) {
      if (!claimedBefore.contains(key)) {
        super.refuse(scope, key);
      }
    }

    @Override
    public void reply(String scope, MessageKey key, byte[] reply) {
      if (!claimedBefore.contains(key)) {
        super.reply(scope, key, reply);
      }
    }

    @Override
    public void enqueue(List<Outgoing> messages) {
      if (mutant == OUTBOX_OFF) {
        afterCommit.addAll(messages);
      } else {
        super.enqueue(messages);
      }
    }

    @Override
    public void commit() {
      super.commit();
      if (!afterCommit.isEmpty()) {
        transport.send(afterCommit).toCompletableFuture().join();
      }
    }
  }
}
