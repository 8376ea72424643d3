/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * New messages and copies of old ones, with stable times and without, through several processes,
 * some of them in transactions that stay open for hours; and what the inbox should have answered.
 */
final class InboxTraffic {
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final int WITHOUT_TIME = 0;
  private static final int WITH_TIME = 1;

  private final InboxClock clock;
  private final List<Store> stores;
  private final int batch;
  private final Random random = new Random(42);
  private final List<Sent> sent = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();
  private long number;
  private long claims;
  private long lost;
  private long duplicated;
  private long late;

  InboxTraffic(InboxClock clock, List<Store> stores, int batch) {
    this.clock = clock;
    this.stores = List.copyOf(stores);
    this.batch = batch;
  }

  /** A message that was claimed, and until when it is remembered. */
  private record Sent(String key, String scope, @Nullable Instant occurredAt, Instant until) {
    ClaimRequest request() {
      return new ClaimRequest(scope, KeyDigest.of(key), WINDOW, false, occurredAt, false);
    }
  }

  private record Open(UnitOfWork unit, List<Sent> messages, int steps) {}

  /** Some hours of traffic. */
  void step() {
    Instant now = clock.instant();
    commitSome();
    if (random.nextInt(5) == 0) {
      List<Sent> messages = fresh(now);
      UnitOfWork unit = store().begin();
      expectFresh(unit, messages);
      open.add(new Open(unit, messages, random.nextInt(3)));
    }
    for (Store store : stores) {
      List<Sent> messages = fresh(now);
      try (UnitOfWork unit = store.begin()) {
        expectFresh(unit, messages);
        unit.commit();
      }
      sent.addAll(messages);
    }
    copies(now);
    if (random.nextInt(4) == 0) {
      ((JdbcStore) store()).purge();
    }
    sent.removeIf(message -> message.until().isBefore(now.minus(Duration.ofDays(2))));
  }

  private void commitSome() {
    List<Open> still = new ArrayList<>();
    for (Open one : open) {
      if (one.steps() > 0) {
        still.add(new Open(one.unit(), one.messages(), one.steps() - 1));
      } else {
        one.unit().commit();
        one.unit().close();
        sent.addAll(one.messages());
      }
    }
    open.clear();
    open.addAll(still);
  }

  private Store store() {
    return stores.get(random.nextInt(stores.size()));
  }

  private List<Sent> fresh(Instant now) {
    List<Sent> messages = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      int kind = random.nextInt(3);
      // Of the third scope some have a stable time and some have none.
      boolean timed = kind == WITH_TIME || (kind != WITHOUT_TIME && random.nextBoolean());
      Instant occurredAt =
          timed ? now.minus(Duration.ofMinutes(random.nextInt(6 * 24 * 60) - 20 * 60)) : null;
      Instant until = (occurredAt == null ? now : occurredAt).plus(WINDOW);
      messages.add(new Sent("m-" + number++, "scope-" + kind, occurredAt, until));
    }
    return messages;
  }

  private void expectFresh(UnitOfWork unit, List<Sent> messages) {
    for (Claim claim : claim(unit, messages)) {
      if (claim.state() != Claim.State.FRESH) {
        lost++;
      }
    }
  }

  private void copies(Instant now) {
    Set<Integer> chosen = new HashSet<>();
    for (int i = 0; i < batch; i++) {
      chosen.add(random.nextInt(sent.size()));
    }
    List<Integer> indexes = new ArrayList<>(chosen);
    List<Sent> messages = indexes.stream().map(sent::get).toList();
    List<Claim> answers;
    try (UnitOfWork unit = store().begin()) {
      answers = claim(unit, messages);
      unit.commit();
    }
    for (int i = 0; i < messages.size(); i++) {
      Sent message = messages.get(i);
      Claim.State answer = answers.get(i).state();
      if (message.until().isAfter(now)) {
        if (answer != Claim.State.DUPLICATE) {
          duplicated++;
        }
      } else {
        late++;
        expectForgotten(indexes.get(i), message, answer, now);
      }
    }
  }

  private void expectForgotten(int index, Sent message, Claim.State answer, Instant now) {
    Claim.State expected = message.occurredAt() == null ? Claim.State.FRESH : Claim.State.TOO_OLD;
    if (answer != expected) {
      lost++;
    }
    if (message.occurredAt() == null) {
      sent.set(index, new Sent(message.key(), message.scope(), null, now.plus(WINDOW)));
    }
  }

  private List<Claim> claim(UnitOfWork unit, List<Sent> messages) {
    claims += messages.size();
    return unit.claim(messages.stream().map(Sent::request).toList());
  }

  void end() {
    open.forEach(one -> one.unit().close());
  }

  long claims() {
    return claims;
  }

  /** Messages that were not run although nobody had run them within their window. */
  long lost() {
    return lost;
  }

  /** Copies that ran again within their window. */
  long duplicated() {
    return duplicated;
  }

  long copiesAfterTheirWindow() {
    return late;
  }
}
