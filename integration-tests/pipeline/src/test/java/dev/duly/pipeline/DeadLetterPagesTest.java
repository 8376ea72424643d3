/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.pipeline.Messages.Ordered;
import dev.duly.runtime.Duly;
import dev.duly.runtime.retry.DeadLetter;
import dev.duly.runtime.retry.DeadLetters;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.Subscription;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Dead letters of one group, page by page, also where groups share a channel. */
class DeadLetterPagesTest {
  private final World world = new World();

  private static Subscription<Ordered> group(String id) {
    return Subscription.of(
            GroupPolicy.of(id).deadLetterChannel("dead"), "Handler.of", Messages.ORDERED)
        .handledBy((order, call) -> {});
  }

  @Test
  void aGroupSeesItsOwnOnceEach() {
    Duly duly = world.start(group("billing"), group("mail"));
    for (byte i = 0; i < 3; i++) {
      world.send("orders", Map.of("ce-type", "ordered"), new byte[] {i});
    }
    world.settle();
    DeadLetters letters = duly.deadLetters();
    assertThat(letters.list(10)).hasSize(6);

    List<DeadLetter> first = letters.list("billing", "", 2);
    List<DeadLetter> second = letters.list("billing", first.get(1).id(), 2);

    assertThat(first).hasSize(2);
    assertThat(second).hasSize(1);
    assertThat(List.of(first.get(0), first.get(1), second.get(0)))
        .allMatch(letter -> letter.info().group().equals("billing"))
        .extracting(letter -> letter.body()[0])
        .containsExactly((byte) 0, (byte) 1, (byte) 2);
    assertThat(letters.list("billing", second.get(0).id(), 2)).isEmpty();
    assertThat(letters.list("nobody", "", 2)).isEmpty();
  }
}
