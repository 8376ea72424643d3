/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One group's durable view of one channel: what it has not settled, in the order of the channel.
 * Guarded by the lock of its transport.
 */
final class Mailbox {
  private final TreeMap<Long, Entry> unsettled = new TreeMap<>();
  private final Set<Hold> holds = new LinkedHashSet<>();
  private final Map<String, KeyHold> heldKeys = new HashMap<>();
  private final Map<Identity, DeliveryState> ended = new HashMap<>();
  private ConsumerSpec spec;

  Mailbox(ConsumerSpec spec) {
    this.spec = spec;
  }

  ConsumerSpec spec() {
    return spec;
  }

  void spec(ConsumerSpec latest) {
    this.spec = latest;
  }

  void add(Letter letter) {
    letter.oneMoreGroup();
    unsettled.put(letter.number(), new Entry(letter));
  }

  int size() {
    return unsettled.size();
  }

  /** Takes a message away that nobody holds; false if it is held or not there. */
  boolean removeUnheld(Letter letter) {
    Entry entry = unsettled.get(letter.number());
    if (entry == null || entry.hold != null) {
      return false;
    }
    unsettled.remove(letter.number());
    return true;
  }

  List<Delivery> take(Object holder, int max, Instant now) {
    lapse(now);
    List<Delivery> taken = new ArrayList<>();
    Iterator<Entry> entries = unsettled.values().iterator();
    while (taken.size() < max && entries.hasNext()) {
      Entry entry = entries.next();
      if (entry.hold != null || !mayTake(entry, holder)) {
        continue;
      }
      Hold hold = new Hold(this, entry, holder, now.plus(spec.lease()));
      entry.hold = hold;
      holds.add(hold);
      String key = entry.key();
      if (key != null) {
        heldKeys.computeIfAbsent(key, k -> new KeyHold(holder)).count++;
      }
      taken.add(
          new Delivery(
              hold,
              entry.letter.message().headers(),
              entry.letter.message().body(),
              entry.redelivered,
              entry.letter.storedAt()));
    }
    return taken;
  }

  /** Gives back every message whose holder matches; it may have been worked on. */
  void takeBack(Predicate<Object> holder) {
    loseIf(hold -> holder.test(hold.holder));
  }

  /** Where the message stands; null where nothing is known of it. */
  @Nullable DeliveryState locate(String messageId, MessageKey key, Instant now) {
    Identity identity = new Identity(messageId, key);
    DeliveryState end = ended.get(identity);
    if (end == DeliveryState.DONE) {
      // A copy that still waits is a duplicate: it changes nothing.
      return end;
    }
    DeliveryState state = end;
    for (Entry entry : unsettled.values()) {
      if (identity.equals(entry.identity())) {
        Hold hold = entry.hold;
        state = hold != null && hold.isValid(now) ? DeliveryState.RUNNING : DeliveryState.PENDING;
      }
    }
    return state;
  }

  private void lapse(Instant now) {
    loseIf(hold -> !hold.isValid(now));
  }

  private void loseIf(Predicate<Hold> which) {
    holds.stream().filter(which).toList().forEach(this::lose);
  }

  private boolean mayTake(Entry entry, Object holder) {
    String key = entry.key();
    KeyHold held = key == null ? null : heldKeys.get(key);
    return held == null || held.holder.equals(holder);
  }

  private void lose(Hold hold) {
    hold.state = HoldState.LOST;
    hold.entry.redelivered = true;
    giveUp(hold);
  }

  private void giveUp(Hold hold) {
    hold.entry.hold = null;
    holds.remove(hold);
    String key = hold.entry.key();
    KeyHold held = key == null ? null : heldKeys.get(key);
    if (key != null && held != null && --held.count == 0) {
      heldKeys.remove(key);
    }
  }

  private void end(Entry entry, Verdict verdict) {
    unsettled.remove(entry.letter.number());
    Identity identity = entry.identity();
    if (identity != null && verdict != Verdict.IGNORED) {
      DeliveryState state =
          verdict == Verdict.EFFECT || verdict == Verdict.DUPLICATE
              ? DeliveryState.DONE
              : verdict == Verdict.PARKED ? DeliveryState.PARKED : DeliveryState.DEAD;
      ended.merge(
          identity, state, (before, after) -> before == DeliveryState.DONE ? before : after);
    }
  }

  private enum HoldState {
    HELD,
    LOST,
    ENDED
  }

  /** What a delivery's handle is: one holder's claim on one message. */
  static final class Hold {
    private final Mailbox mailbox;
    private final Entry entry;
    private final Object holder;
    private Instant until;
    private HoldState state = HoldState.HELD;

    private Hold(Mailbox mailbox, Entry entry, Object holder, Instant until) {
      this.mailbox = mailbox;
      this.entry = entry;
      this.holder = holder;
      this.until = until;
    }

    Letter letter() {
      return entry.letter;
    }

    /** Settles; false if somebody else has the message by now or it is settled already. */
    boolean settle(Verdict verdict) {
      if (state != HoldState.HELD) {
        return false;
      }
      state = HoldState.ENDED;
      mailbox.giveUp(this);
      if (verdict != Verdict.RELEASED) {
        mailbox.end(entry, verdict);
      }
      return true;
    }

    /** Extends the lease; false if it was lost. */
    boolean renew(Instant now) {
      if (state == HoldState.HELD && !isValid(now)) {
        mailbox.lose(this);
      }
      if (state == HoldState.HELD) {
        until = now.plus(mailbox.spec.lease());
      }
      return state != HoldState.LOST;
    }

    private boolean isValid(Instant now) {
      return now.isBefore(until);
    }
  }

  private static final class Entry {
    private final Letter letter;
    private boolean redelivered;
    private @Nullable Hold hold;

    private Entry(Letter letter) {
      this.letter = letter;
    }

    private @Nullable String key() {
      return letter.message().partitionKey();
    }

    private @Nullable Identity identity() {
      MessageKey key = letter.message().key();
      return key == null ? null : new Identity(letter.message().messageId(), key);
    }
  }

  private static final class KeyHold {
    private final Object holder;
    private int count;

    private KeyHold(Object holder) {
      this.holder = holder;
    }
  }

  private record Identity(String messageId, MessageKey key) {}
}
