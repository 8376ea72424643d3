/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.Downstream;
import dev.duly.runtime.DulyException;
import dev.duly.runtime.StoreException;
import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.topology.EffectPolicy;
import dev.duly.runtime.topology.HandlerCall;
import dev.duly.runtime.topology.Invocation;
import dev.duly.runtime.topology.Subscription;
import dev.duly.testing.Faults;
import dev.duly.testing.InMemoryTransaction;
import dev.duly.testing.PortCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets every handler write, in the transaction of its effect, which message it handled. So whatever
 * happens to the effect happens to its entry. A handler in mode EFFECT ends with a call to {@link
 * OtherSystem}, which may fail before and after it was done.
 */
final class EffectLog {
  static final String TABLE = "duly.simulation.effects";

  private final Codec codec;
  private final OtherSystem other;

  EffectLog(Codec codec, OtherSystem other) {
    this.codec = codec;
    this.other = other;
  }

  /** {@code subscription} with its effects written down; {@code faults} are those of its calls. */
  <M> Subscription<M> watch(Subscription<M> subscription, Faults faults) {
    Subscription.Builder<M> watched =
        Subscription.of(subscription.group(), subscription.handler(), subscription.message())
            .delivery(subscription.delivery())
            .guard(subscription.guard())
            .retry(subscription.retry())
            .publishes(
                subscription
                    .publishes()
                    .toArray(new dev.duly.runtime.topology.MessageContract<?>[0]));
    String deadLetters = subscription.deadLetterChannel();
    if (deadLetters != null) {
      watched.deadLetterChannel(deadLetters);
    }
    var timeout = subscription.timeout();
    if (timeout != null) {
      watched.timeout(timeout);
    }
    Invocation<M> invocation = subscription.invocation();
    if (invocation instanceof Invocation.Single<M> single) {
      return watched.handledBy(
          (message, call) ->
              run(
                  () -> {
                    single.handle(message, call);
                    write(subscription, message, call, faults);
                  }));
    }
    Invocation.Batch<M> batch = (Invocation.Batch<M>) invocation;
    return watched.handledInBatchesBy(
        (messages, call) ->
            run(
                () -> {
                  batch.handle(messages, call);
                  for (M message : messages) {
                    write(subscription, message, call, faults);
                  }
                }));
  }

  private interface Body {
    void run() throws Exception;
  }

  /**
   * A database would let the handler wait for a row; with one thread nobody can. The unit of work
   * is broken by now and cannot commit, so the pipeline tries again without counting an attempt.
   */
  private static void run(Body body) throws Exception {
    try {
      body.run();
    } catch (StoreException e) {
      if (!e.id().equals("DulyDeadlock")) {
        throw e;
      }
    }
  }

  private <M> void write(Subscription<M> subscription, M message, HandlerCall call, Faults faults) {
    String body = new String(codec.encode(message), StandardCharsets.ISO_8859_1);
    String partitionKey = subscription.message().partitionKey(message);
    Stream stream =
        new Stream(
            subscription.group().id(),
            subscription.message().type().channel(),
            partitionKey,
            partitionKey == null ? body : "");
    EffectPolicy policy = subscription.guard().effect();
    if (policy != null) {
      String key = policy.downstream() == Downstream.NONE ? "" : call.effectKey().value();
      faults.around(
          PortCall.CALL, () -> " " + key, EffectLog::failed, () -> other.call(stream, key, body));
      return;
    }
    call.transaction()
        .unwrap(InMemoryTransaction.class)
        .merge(TABLE, stream, List.of(body), EffectLog::joined);
  }

  private static DulyException failed(String where) {
    return new StoreException(
        "DulyInjectedFault", "A fault was injected at " + where + ".", "The test wants it so.");
  }

  private static List<String> joined(List<String> before, List<String> more) {
    List<String> all = new ArrayList<>(before);
    all.addAll(more);
    return List.copyOf(all);
  }
}
