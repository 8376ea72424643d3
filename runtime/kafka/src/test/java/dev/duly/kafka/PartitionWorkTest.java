/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.transport.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PartitionWorkTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(30);

  private final PartitionWork work = new PartitionWork(Progress.at(10));

  @Test
  void nothingIsHandedOutBeforeACommitSaysSo() {
    fetch(10, 11);
    assertThat(take()).isEmpty();

    work.announce();

    assertThat(take()).hasSize(2);
  }

  @Test
  void onlyThePrefixIsCommittedAndTheRestIsNamed() {
    fetch(10, 11, 12, 13);
    work.announce();
    List<Delivery> taken = take();

    holdOf(taken.get(1)).end();
    holdOf(taken.get(3)).end();

    assertThat(work.progress(true))
        .isEqualTo(new Progress(14, new TreeMap<>(Map.of(10L, true, 12L, true))));
    holdOf(taken.get(0)).end();
    assertThat(work.progress(true).committed()).isEqualTo(12);
    holdOf(taken.get(2)).end();
    assertThat(work.progress(true)).isEqualTo(Progress.at(14));
  }

  @Test
  void whatWasNotHandedOutIsNoRedeliveryForTheNextOwner() {
    fetch(10, 11);
    work.announce();
    List<Delivery> taken = new ArrayList<>();
    work.take(1, LATER, taken);

    assertThat(work.progress(true).unsettled()).containsEntry(10L, true).containsEntry(11L, false);
    assertThat(work.progress(false).unsettled()).containsEntry(11L, true);
  }

  @Test
  void theNextOwnerPassesOverWhatIsSettledBeyondThePrefix() {
    PartitionWork next =
        new PartitionWork(new Progress(14, new TreeMap<>(Map.of(10L, true, 12L, false))));

    assertThat(next.wants(10)).isTrue();
    assertThat(next.wants(11)).isFalse();
    assertThat(next.wants(12)).isTrue();
    assertThat(next.wants(13)).isFalse();
    assertThat(next.wants(14)).isTrue();
    assertThat(next.mayHaveBeenHandedOut(10)).isTrue();
    assertThat(next.mayHaveBeenHandedOut(12)).isFalse();
    assertThat(next.mayHaveBeenHandedOut(14)).isFalse();
  }

  @Test
  void whatIsSettledAfterThePartitionWasTakenAwayChangesNothing() {
    fetch(10);
    work.announce();
    Delivery held = take().get(0);

    work.take();

    assertThat(holdOf(held).end()).isFalse();
    assertThat(holdOf(held).renew(LATER, NOW)).isFalse();
    assertThat(work.progress(true).committed()).isEqualTo(10);
  }

  @Test
  void whatIsNotRenewedIsHandedOutAgain() {
    fetch(10);
    work.announce();
    Delivery first = take().get(0);

    work.lapse(LATER);
    Delivery second = take().get(0);

    assertThat(second.redelivered()).isTrue();
    assertThat(holdOf(first).end()).isFalse();
    assertThat(holdOf(second).end()).isTrue();
  }

  private void fetch(long... offsets) {
    for (long offset : offsets) {
      work.add(offset, new Delivery(offset, Map.of(), new byte[0], false, NOW));
      work.fetchedUntil(offset + 1);
    }
  }

  private List<Delivery> take() {
    List<Delivery> taken = new ArrayList<>();
    work.take(100, LATER, taken);
    return taken;
  }

  private static PartitionWork.Hold holdOf(Delivery delivery) {
    return (PartitionWork.Hold) delivery.handle();
  }
}
