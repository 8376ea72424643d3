/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressTest {
  @Test
  void whatIsCommittedIsReadBack() {
    Progress progress =
        new Progress(1_000, new TreeMap<>(Map.of(17L, true, 18L, false, 999L, true)));

    assertThat(progress.committed()).isEqualTo(17);
    assertThat(Progress.read(17, progress.metadata())).isEqualTo(progress);
  }

  @Test
  void anythingCommittedIsReadBack() {
    Random random = new Random(7);
    for (int run = 0; run < 1_000; run++) {
      TreeMap<Long, Boolean> unsettled = new TreeMap<>();
      long offset = random.nextLong(1L << 50);
      for (int i = random.nextInt(50); i >= 0; i--) {
        unsettled.put(offset, random.nextBoolean());
        offset += 1 + random.nextLong(1L << random.nextInt(20));
      }
      Progress progress = new Progress(offset, unsettled);
      assertThat(Progress.read(progress.committed(), progress.metadata())).isEqualTo(progress);
    }
  }

  @Test
  void theOffsetIsEnoughWhereAllIsSettled() {
    Progress progress = Progress.at(42);

    assertThat(progress.committed()).isEqualTo(42);
    assertThat(progress.metadata()).isEmpty();
    assertThat(Progress.read(42, "")).isEqualTo(progress);
  }

  /** Kafka refuses a commit whose metadata is longer. */
  @Test
  void theMostThatIsKeptUnsettledFitsIntoTheMetadata() {
    TreeMap<Long, Boolean> unsettled = new TreeMap<>();
    for (int i = 0; i < AssignedPartitions.MOST_UNSETTLED + Fetching.MOST_AT_ONCE; i++) {
      unsettled.put(i * (AssignedPartitions.MOST_SPAN / 4L), true);
    }
    Progress progress = new Progress(1L << 40, unsettled);

    assertThat(progress.metadata().length()).isLessThan(Progress.MOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset by ops", "AQ", "AQAA", "AgAA", "AYCAgICAgICAgICAgIA", "AQUCBA"})
  void whatSomebodyElseWroteSaysNothingButTheOffset(String foreign) {
    assertThat(Progress.read(10, foreign)).isEqualTo(Progress.at(10));
  }
}
