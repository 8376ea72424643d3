/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.transport.Verdict;
import java.util.concurrent.CompletableFuture;

/**
 * A message that is run again because a person wants it.
 *
 * @param origin where it rests meanwhile
 * @param outcome completes with what became of it
 */
public record Replay(Origin origin, CompletableFuture<Verdict> outcome) {

  /** Begins a replay of what rests at {@code origin}. */
  public static Replay of(Origin origin) {
    return new Replay(origin, new CompletableFuture<>());
  }

  /**
   * Whether it was dead: then a person has decided that it runs again. What has only waited behind
   * a dead one has had no attempt, and runs as if it had just come.
   */
  boolean wasDead() {
    return !(origin instanceof Parked parked && parked.entry().message().failure().isEmpty());
  }

  /** Where a message rests. */
  public sealed interface Origin {}

  /** In a dead-letter channel. */
  public record Channel(String name, String id) implements Origin {}

  /** At the head of a parked key. */
  public record Parked(ParkedEntry entry) implements Origin {}
}
