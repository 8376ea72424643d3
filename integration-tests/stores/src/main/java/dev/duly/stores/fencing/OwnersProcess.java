/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.fencing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.stores.servers.ServerStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A process with many owners: {@code url user}, the password in {@code OWNERS_PASSWORD}. Of each
 * range of numbers that it reads it acquires the keys, says {@code taken}, and renews their leases
 * until the next line. Then it tries every write that an owner has, and says how many were
 * accepted.
 */
public final class OwnersProcess {
  /** How long a record belongs to an owner that does not renew it. */
  public static final Duration LEASE = Duration.ofMillis(400);

  private static final Duration WINDOW = Duration.ofDays(1);

  private final Store store;

  private OwnersProcess(Store store) {
    this.store = store;
  }

  public static void main(String[] arguments) throws Exception {
    try (Store store =
            ServerStore.open(arguments[0], arguments[1], System.getenv("OWNERS_PASSWORD"));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      OwnersProcess owners = new OwnersProcess(store);
      for (String from = in.readLine(); from != null; from = in.readLine()) {
        List<EffectHold> holds =
            owners.take(Integer.parseInt(from), Integer.parseInt(in.readLine()));
        System.out.println("taken");
        while (!in.ready()) {
          // The pause falls between two of these, or into one.
          holds.forEach(hold -> store.effects().renew(hold, LEASE));
        }
        in.readLine();
        System.out.println(owners.write(holds));
      }
    }
  }

  /** The key of a number. */
  public static MessageKey key(int number) {
    return KeyDigest.of("call-" + number);
  }

  /** What an owner asks with. */
  public static EffectRequest request(int number, String owner) {
    return new EffectRequest(
        "fencing",
        key(number),
        owner,
        new byte[32],
        UUID.nameUUIDFromBytes(("call-" + number).getBytes(UTF_8)),
        LEASE,
        WINDOW,
        false);
  }

  private List<EffectHold> take(int from, int to) {
    List<EffectHold> holds = new ArrayList<>();
    for (int number = from; number < to; number++) {
      EffectAnswer answer = store.effects().acquire(request(number, "paused-" + number));
      holds.add(((EffectAnswer.Acquired) answer).hold());
    }
    return holds;
  }

  private int write(List<EffectHold> holds) {
    int accepted = 0;
    for (EffectHold hold : holds) {
      accepted += store.effects().renew(hold, LEASE) ? 1 : 0;
      accepted += store.effects().release(hold) ? 1 : 0;
      try (UnitOfWork unit = store.begin()) {
        if (unit.conclude(hold, EffectEnd.done("stale".getBytes(UTF_8)))) {
          accepted++;
          unit.commit();
        }
      }
    }
    return accepted;
  }
}
