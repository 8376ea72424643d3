/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.mutants;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.ForwardingTransport;
import dev.duly.testing.simulation.Decoration;
import dev.duly.testing.simulation.Environment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Bugs in how messages leave. */
public final class Sends {
  private static final Duration SOON = Duration.ofMillis(50);

  private Sends() {}

  private interface Bug {
    CompletionStage<Void> send(List<Outgoing> batch, Transport transport, Environment process);
  }

  private record Broken(boolean deadLetters, Bug bug) implements Decoration {
    @Override
    public Transport transport(Transport transport, Store store, Environment process) {
      return new ForwardingTransport(transport) {
        @Override
        public CompletionStage<Void> send(List<Outgoing> batch) {
          boolean dead = batch.stream().allMatch(one -> one.channel().endsWith(".dlq"));
          return dead == deadLetters ? bug.send(batch, transport, process) : transport.send(batch);
        }
      };
    }
  }

  /** Nobody waits for the confirmation. */
  public static Decoration notAwaited(boolean deadLetters) {
    return new Broken(
        deadLetters,
        (batch, transport, process) -> {
          process.later(
              SOON,
              () -> {
                var unused = transport.send(batch);
              });
          return CompletableFuture.completedFuture(null);
        });
  }

  /** A send that fails is taken for one that worked. */
  public static Decoration failureIgnored(boolean deadLetters) {
    return new Broken(
        deadLetters,
        (batch, transport, process) -> transport.send(batch).exceptionally(nobodyLooks -> null));
  }

  /** Poison is dropped. */
  public static Decoration poisonDropped() {
    return new Broken(
        true,
        (batch, transport, process) ->
            "POISON".equals(batch.get(0).headers().get("duly-reason"))
                ? CompletableFuture.completedFuture(null)
                : transport.send(batch));
  }

  /** The dead letter is not the original. */
  public static Decoration bodyCut() {
    return new Broken(
        true,
        (batch, transport, process) ->
            transport.send(
                batch.stream()
                    .map(
                        one ->
                            new Outgoing(
                                one.channel(),
                                one.messageId(),
                                one.key(),
                                one.partitionKey(),
                                one.headers(),
                                Arrays.copyOf(one.body(), Math.min(8, one.body().length))))
                    .toList()));
  }

  /** The dead letter is larger than the broker takes. */
  public static Decoration tooLarge() {
    return new Broken(
        true,
        (batch, transport, process) ->
            CompletableFuture.failedFuture(
                new TransportException("Test", "Larger than the broker takes.", "Send less.")));
  }
}
