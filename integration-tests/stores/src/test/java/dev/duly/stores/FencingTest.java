/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.servers.ChildProcess;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.fencing.OwnersProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/**
 * Owners whose process is paused past their lease, while it renews, and goes on when others have
 * taken over: nothing they write then is accepted, whether those others have ended or not.
 */
class FencingTest {
  private static final int OWNERS = 50;

  @TempDir Path directory;

  @EachProduct
  void whoWasPausedPastTheLeaseWritesNothing(Product product) throws Exception {
    int pauses = Integer.getInteger("duly.pauses", product == Product.POSTGRES ? 20 : 4);
    Path log = directory.resolve("log");
    int accepted = 0;
    try (DatabaseServer server = product.find();
        Database database = server.createDatabase();
        Store store = product.store(database);
        ChildProcess child =
            new ChildProcess(
                OwnersProcess.class,
                log,
                Map.of("OWNERS_PASSWORD", database.password()),
                List.of(database.url(), database.user()))) {
      for (int pause = 0; pause < pauses; pause++) {
        int from = pause * OWNERS;
        child.say(from + "\n" + (from + OWNERS));
        assertThat(child.line()).as(Files.readString(log)).isEqualTo("taken");
        child.pause();
        List<EffectHold> taken = takeOver(store, from);
        for (EffectHold hold : taken.subList(0, OWNERS / 2)) {
          assertThat(end(store, hold)).isTrue();
        }
        child.resume();
        child.say("write");
        accepted += Integer.parseInt(String.valueOf(child.line()));
        for (EffectHold hold : taken.subList(OWNERS / 2, OWNERS)) {
          assertThat(end(store, hold)).isTrue();
        }
        requireOurs(store, from);
      }
    }
    System.out.printf(
        "PROOF fencing runs=%d server=%s writes=%d accepted=%d%n",
        pauses * OWNERS, product, 3 * pauses * OWNERS, accepted);
    assertThat(accepted).isZero();
  }

  private static List<EffectHold> takeOver(Store store, int from) {
    List<EffectHold> holds = new ArrayList<>();
    for (int number = from; number < from + OWNERS; number++) {
      String owner = UUID.randomUUID().toString();
      EffectAnswer answer = store.effects().acquire(OwnersProcess.request(number, owner));
      while (answer instanceof EffectAnswer.InProgress) {
        answer = store.effects().acquire(OwnersProcess.request(number, owner));
      }
      EffectAnswer.Acquired acquired = (EffectAnswer.Acquired) answer;
      assertThat(acquired.mayHaveHappened()).isTrue();
      assertThat(store.effects().renew(acquired.hold(), OwnersProcess.LEASE.multipliedBy(100)))
          .isTrue();
      holds.add(acquired.hold());
    }
    return holds;
  }

  private static boolean end(Store store, EffectHold hold) {
    try (UnitOfWork unit = store.begin()) {
      boolean ours = unit.conclude(hold, EffectEnd.done("ours".getBytes(UTF_8)));
      unit.commit();
      return ours;
    }
  }

  private static void requireOurs(Store store, int from) {
    for (int number = from; number < from + OWNERS; number++) {
      EffectAnswer answer = store.effects().acquire(OwnersProcess.request(number, "later"));
      assertThat(((EffectAnswer.Replay) answer).result()).isEqualTo("ours".getBytes(UTF_8));
    }
  }
}
