/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.jdbc.OutboxProgress.Gap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers that were missing are looked for until nobody can bring them any more. */
class OutboxProgressTest {
  private static final OutboxProgress START = new OutboxProgress(0, List.of());

  @Test
  void whatIsMissingBetweenConfirmedNumbersIsAGap() {
    OutboxProgress progress = START.confirmed(List.of(1L, 2L, 5L, 9L)).in(70);

    assertThat(progress.sentTo()).isEqualTo(9);
    assertThat(progress.gaps()).containsExactly(new Gap(3, 4, 70), new Gap(6, 8, 70));
  }

  @Test
  void whatComesLateClosesItsGap() {
    OutboxProgress progress = START.confirmed(List.of(5L, 9L)).in(70).confirmed(List.of(3L, 10L));

    assertThat(progress.sentTo()).isEqualTo(10);
    assertThat(progress.gaps())
        .containsExactly(new Gap(1, 2, 70), new Gap(4, 4, 70), new Gap(6, 8, 70));
  }

  @Test
  void aGapIsKeptWhileATransactionRunsThatMayFillIt() {
    OutboxProgress progress = START.confirmed(List.of(1L, 5L)).in(70);

    assertThat(progress.seen(List.of(6L), true, 69).gaps()).isEqualTo(progress.gaps());
  }

  @Test
  void aGapThatNobodyCanFillAnyMoreIsForgottenButForWhatIsThere() {
    OutboxProgress progress = START.confirmed(List.of(1L, 5L)).in(70);

    assertThat(progress.seen(List.of(3L, 6L), true, 70).gaps()).containsExactly(new Gap(3, 3, 70));
    // Read and not confirmed, as after a crash: it is read again.
    assertThat(progress.seen(List.of(3L), true, 70).seen(List.of(3L), true, 99).gaps())
        .containsExactly(new Gap(3, 3, 70));
  }

  @Test
  void whatALookDidNotReachIsNotForgotten() {
    OutboxProgress progress = START.confirmed(List.of(1L, 4L, 9L)).in(70);

    assertThat(progress.seen(List.of(2L, 6L), false, 70).gaps())
        .containsExactly(new Gap(2, 2, 70), new Gap(5, 8, 70));
  }

  @Test
  void whatIsConfirmedOutOfTurnLeavesAGapBelow() {
    OutboxProgress progress = START.confirmed(List.of(7L)).in(70).confirmed(List.of());

    assertThat(progress).isEqualTo(new OutboxProgress(7, List.of(new Gap(1, 6, 70))));
  }
}
