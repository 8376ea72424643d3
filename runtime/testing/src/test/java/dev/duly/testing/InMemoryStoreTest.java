/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {
  private static final MessageKey KEY = KeyDigest.of("o-1");

  private final AdjustableClock clock = new AdjustableClock();
  private final InMemoryStore store = new InMemoryStore(clock);

  @Test
  void aKeyIsForgottenWhenItsWindowHasPassed() {
    claim();
    clock.advance(Duration.ofHours(1).minusNanos(1));
    assertThat(claim()).isEqualTo(Claim.DUPLICATE);

    clock.advance(Duration.ofNanos(1));

    assertThat(store.outcome("s", KEY)).isEmpty();
    assertThat(claim()).isEqualTo(Claim.FRESH);
  }

  @Test
  void aTransactionSeesItsOwnRowsAndOthersSeeThemWhenItHasCommitted() {
    try (UnitOfWork unit = store.begin()) {
      InMemoryTransaction transaction = unit.transaction().unwrap(InMemoryTransaction.class);
      transaction.put("stock", "sku", 3);
      assertThat(transaction.merge("stock", "sku", 4, Integer::sum)).isEqualTo(7);
      assertThat(transaction.get("stock", "sku", Integer.class)).contains(7);
      assertThat(store.rows("stock")).isEmpty();
      unit.commit();
    }

    assertThat(store.rows("stock")).containsEntry("sku", 7).hasSize(1);
    assertThat(store.rows("other")).isEmpty();
  }

  @Test
  void aRemovedRowIsGoneForItsTransactionAtOnceAndForOthersAtCommit() {
    put("sku", 1);
    try (UnitOfWork unit = store.begin()) {
      InMemoryTransaction transaction = unit.transaction().unwrap(InMemoryTransaction.class);
      transaction.remove("stock", "sku");
      assertThat(transaction.get("stock", "sku", Integer.class)).isEmpty();
      assertThat(store.rows("stock")).isNotEmpty();
      unit.commit();
    }

    assertThat(store.rows("stock")).isEmpty();
  }

  @Test
  void noUpdateOfAConcurrentTransactionIsLost() {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(CompletableFuture.runAsync(this::countToAHundred));
    }

    all.forEach(one -> one.orTimeout(60, TimeUnit.SECONDS).join());

    assertThat(store.rows("stock")).containsEntry("sku", 400);
  }

  @Test
  void twoUnitsThatWouldWaitForEachOtherAreTold() {
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    CompletableFuture<Boolean> one =
        CompletableFuture.supplyAsync(() -> crosses("a", "b", bothHoldOne));
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(() -> crosses("b", "a", bothHoldOne));

    List<Boolean> deadlocked =
        List.of(
            one.orTimeout(20, TimeUnit.SECONDS).join(),
            other.orTimeout(20, TimeUnit.SECONDS).join());

    assertThat(deadlocked).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aUnitThatWouldWaitForItsOwnThreadIsTold() {
    try (UnitOfWork outer = store.begin();
        UnitOfWork inner = store.begin()) {
      outer.claim(List.of(request()));

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> inner.claim(List.of(request())))
          .withMessageStartingWith("[DulyDeadlock]");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(inner::commit)
          .withMessageStartingWith("[DulyUnitEnded]");
    }
  }

  @Test
  void aCrashRollsBackOpenUnitsAndWakesWhoWaitsForThem() {
    UnitOfWork dead = store.begin();
    dead.claim(List.of(request()));

    store.crash();

    assertThat(claim()).isEqualTo(Claim.FRESH);
    assertThatExceptionOfType(StoreException.class).isThrownBy(dead::commit);
    dead.close();
    assertThat(claim()).isEqualTo(Claim.DUPLICATE);
  }

  @Test
  void onlyAClaimedKeyCanBeRefusedOrAnswered() {
    try (UnitOfWork unit = store.begin()) {
      assertThatIllegalArgumentException().isThrownBy(() -> unit.refuse("s", KEY));
    }
    try (UnitOfWork unit = store.begin()) {
      assertThatIllegalArgumentException().isThrownBy(() -> unit.reply("s", KEY, new byte[0]));
    }
  }

  @Test
  void askingForAConnectionSaysWhatToUseInstead() {
    try (UnitOfWork unit = store.begin()) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> unit.transaction().connection())
          .withMessageContaining("duly-jdbc")
          .withMessageContaining("unwrap(InMemoryTransaction.class)");
    }
  }

  private boolean crosses(String first, String second, CyclicBarrier bothHoldOne) {
    try (UnitOfWork unit = store.begin()) {
      InMemoryTransaction transaction = unit.transaction().unwrap(InMemoryTransaction.class);
      transaction.put("stock", first, 1);
      bothHoldOne.await();
      transaction.put("stock", second, 1);
      unit.commit();
      return false;
    } catch (StoreException e) {
      return true;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void countToAHundred() {
    for (int i = 0; i < 100; i++) {
      try (UnitOfWork unit = store.begin()) {
        unit.transaction().unwrap(InMemoryTransaction.class).merge("stock", "sku", 1, Integer::sum);
        unit.commit();
      }
    }
  }

  private void put(String key, Object value) {
    try (UnitOfWork unit = store.begin()) {
      unit.transaction().unwrap(InMemoryTransaction.class).put("stock", key, value);
      unit.commit();
    }
  }

  private Claim claim() {
    try (UnitOfWork unit = store.begin()) {
      Claim claim = unit.claim(List.of(request())).get(0);
      unit.commit();
      return claim;
    }
  }

  private static ClaimRequest request() {
    return new ClaimRequest("s", KEY, Duration.ofHours(1), false);
  }
}
