/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.codec.Envelope;
import dev.duly.runtime.transport.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LanesTest {
  private int items;

  private Item item(String lane) {
    Map<String, String> headers = Map.of("ce-id", lane + items++);
    Delivery delivery = new Delivery(items, headers, new byte[0], false, Instant.EPOCH);
    return new Item(delivery, Envelope.from(headers), lane, "poison will do", null, null);
  }

  @Test
  void oneLaneRunsOneBatchAtATime() {
    Lanes lanes = new Lanes(4, 100, 1);
    Item first = item("a");
    Item second = item("a");
    lanes.offer(first);
    lanes.offer(second);

    assertThat(lanes.take()).containsExactly(first);
    assertThat(lanes.take()).isEmpty();
    lanes.ended(List.of(first));
    lanes.done(first);
    assertThat(lanes.take()).containsExactly(second);
  }

  @Test
  void aHeldLaneKeepsOnlyItsOwnKeyWaiting() {
    Lanes lanes = new Lanes(4, 100, 1);
    Item failed = item("a");
    Item behind = item("a");
    Item other = item("b");
    List.of(failed, behind, other).forEach(lanes::offer);
    assertThat(lanes.take()).containsExactly(failed);
    lanes.hold(failed);
    lanes.ended(List.of(failed));

    assertThat(lanes.take()).containsExactly(other);
    assertThat(lanes.take()).isEmpty();
    lanes.wake(failed);
    assertThat(lanes.take()).containsExactly(failed);
  }

  /** A lost lease: the same message comes again while its first delivery waits for its retry. */
  @Test
  void aHeldLaneGoesOnWhenWhatItWaitsForIsTakenOut() {
    Lanes lanes = new Lanes(4, 100, 1);
    Item failed = item("a");
    Item again = item("a");
    lanes.offer(failed);
    assertThat(lanes.take()).containsExactly(failed);
    lanes.hold(failed);
    lanes.ended(List.of(failed));
    lanes.offer(again);

    lanes.remove(failed::equals);
    lanes.wake(failed);

    assertThat(lanes.take()).containsExactly(again);
  }

  @Test
  void whatIsGivenBackComesBeforeWhatCameLater() {
    Lanes lanes = new Lanes(1, 100, 10);
    Item one = item("a");
    Item two = item("a");
    Item three = item("a");
    lanes.offer(one);
    lanes.offer(two);
    List<Item> batch = lanes.take();
    assertThat(batch).containsExactly(one, two);
    lanes.offer(three);
    lanes.giveBack(List.of(two));
    lanes.hold(one);
    lanes.ended(batch);
    lanes.wake(one);

    assertThat(lanes.take()).containsExactly(one, two, three);
  }

  @Test
  void littleWorkIsSpreadAndMuchIsBatched() {
    Lanes lanes = new Lanes(4, 1000, 100);
    for (int i = 0; i < 4; i++) {
      lanes.offer(item("k" + i));
    }
    assertThat(lanes.take()).hasSize(1);
    for (int i = 0; i < 397; i++) {
      lanes.offer(item("m" + i));
    }
    assertThat(lanes.take()).hasSize(100);
  }

  @Test
  void whatRunsAndWhatWaitsCountsAsInFlight() {
    Lanes lanes = new Lanes(1, 2, 1);
    Item one = item("a");
    lanes.offer(one);
    lanes.offer(item("b"));
    assertThat(lanes.free()).isZero();
    lanes.ended(lanes.take());
    assertThat(lanes.free()).isZero();
    lanes.done(one);
    assertThat(lanes.free()).isEqualTo(1);
  }

  @Test
  void closingGivesUpWhatHasNotBegun() {
    Lanes lanes = new Lanes(1, 10, 1);
    Item runs = item("a");
    Item waits = item("b");
    lanes.offer(runs);
    lanes.offer(waits);
    assertThat(lanes.take()).containsExactly(runs);

    assertThat(lanes.close()).containsExactly(waits);
    assertThat(lanes.take()).isEmpty();
    assertThat(lanes.inFlight()).isEqualTo(1);
  }

  /** Whatever happens to items, each ends once and in the order of its key. */
  @Test
  void anItemThatComesAfterTheEndIsRefusedAndNotWaitedFor() throws InterruptedException {
    Lanes lanes = new Lanes(1, 10, 10);
    lanes.close();

    assertThat(lanes.offer(item("late"))).isFalse();

    assertThat(lanes.awaitEmpty(0)).isTrue();
  }

  @Test
  void aLaneGoesOnWhenWhatItWaitsForIsTakenAway() {
    Lanes lanes = new Lanes(3, 10, 5);
    Item lost = item("k");
    lanes.offer(lost);
    List<Item> batch = lanes.take();
    lanes.hold(lost);
    lanes.ended(batch);
    Item next = item("k");
    lanes.offer(next);
    assertThat(lanes.take()).isEmpty();

    assertThat(lanes.remove(lost::equals)).containsExactly(lost);

    assertThat(lanes.take()).containsExactly(next);
  }

  @Test
  void anyInterleavingKeepsTheOrderOfEachKey() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Lanes lanes = new Lanes(3, 1000, 5);
      List<Item> offered = new ArrayList<>();
      List<Item> ended = new ArrayList<>();
      List<Item> held = new ArrayList<>();
      while (ended.size() < 60) {
        if (offered.size() < 60) {
          Item item = item("k" + random.nextInt(5));
          offered.add(item);
          lanes.offer(item);
        }
        if (random.nextBoolean() || offered.size() == 60) {
          held.forEach(lanes::wake);
          held.clear();
        }
        List<Item> batch = lanes.take();
        int fails = random.nextInt(8);
        List<Item> back = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
          Item item = batch.get(i);
          boolean behind =
              i > fails && fails < batch.size() && item.lane().equals(batch.get(fails).lane());
          if (behind) {
            back.add(item);
          } else if (i != fails) {
            ended.add(item);
          }
        }
        lanes.giveBack(back);
        if (fails < batch.size()) {
          lanes.hold(batch.get(fails));
          held.add(batch.get(fails));
        }
        if (!batch.isEmpty()) {
          lanes.ended(batch);
        }
        batch.stream().filter(ended::contains).forEach(lanes::done);
      }
      for (int key = 0; key < 5; key++) {
        String lane = "k" + key;
        assertThat(ended.stream().filter(item -> item.lane().equals(lane)))
            .as("seed %s key %s", seed, lane)
            .containsExactlyElementsOf(
                offered.stream().filter(item -> item.lane().equals(lane)).toList());
      }
      assertThat(lanes.inFlight()).isZero();
    }
  }
}
