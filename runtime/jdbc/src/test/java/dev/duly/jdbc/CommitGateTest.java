/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.jdbc.CommitGate.Passage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CommitGateTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final CommitGate gate = new CommitGate();
  private final AtomicBoolean captured = new AtomicBoolean();

  private boolean capture(Duration patience) {
    return CompletableFuture.supplyAsync(() -> gate.whileQuiet(patience, () -> captured.set(true)))
        .join();
  }

  @Test
  void nothingIsCapturedWhileACallIsInside() {
    Passage passage = gate.passage(() -> false);
    passage.enter();
    assertThat(capture(Duration.ofMillis(1))).isFalse();
    assertThat(captured).isFalse();
    passage.leave();
    assertThat(capture(LONG)).isTrue();
    assertThat(captured).isTrue();
  }

  @Test
  void aCaptureComesWhenTheLastCallHasLeft() throws Exception {
    Passage passage = gate.passage(() -> false);
    passage.enter();
    CompletableFuture<Boolean> capture = new CompletableFuture<>();
    Thread closer =
        new Thread(
            () -> capture.complete(gate.whileQuiet(LONG, () -> captured.set(true))), "closer");
    closer.start();
    await(closer, Thread.State.TIMED_WAITING);
    assertThat(captured).isFalse();
    passage.leave();
    assertThat(capture.get()).isTrue();
    closer.join();
  }

  @Test
  void aCallWaitsForTheEndOfACapture() throws Exception {
    Passage passage = gate.passage(() -> false);
    AtomicBoolean inside = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              passage.enter();
              inside.set(true);
              passage.leave();
            });
    gate.whileQuiet(
        LONG,
        () -> {
          caller.start();
          await(caller, Thread.State.WAITING);
          assertThat(inside).isFalse();
        });
    caller.join();
    assertThat(inside).isTrue();
  }

  @Test
  void aCallThatChangesNothingIsNotWaitedFor() {
    Passage passage = gate.passage(() -> true);
    passage.enter();
    assertThat(capture(LONG)).isTrue();
    passage.leave();
  }

  @Test
  void aThreadThatIsInsideMayEnterAgainThoughTheGateIsClosing() throws Exception {
    Passage outer = gate.passage(() -> false);
    Passage inner = gate.passage(() -> false);
    outer.enter();
    Thread closer = new Thread(() -> gate.whileQuiet(LONG, () -> captured.set(true)));
    closer.start();
    await(closer, Thread.State.TIMED_WAITING);
    inner.enter();
    inner.leave();
    assertThat(captured).isFalse();
    outer.leave();
    closer.join();
    assertThat(captured).isTrue();
  }

  @Test
  void aCaptureThatFailsOpensTheGate() {
    assertThatThrownBy(
            () ->
                gate.whileQuiet(
                    LONG,
                    () -> {
                      throw new IllegalStateException("full");
                    }))
        .hasMessage("full");
    Passage passage = gate.passage(() -> false);
    passage.enter();
    passage.leave();
    assertThat(capture(LONG)).isTrue();
  }

  private static void await(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      Thread.onSpinWait();
    }
  }
}
