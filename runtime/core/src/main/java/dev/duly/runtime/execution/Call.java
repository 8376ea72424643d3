/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.EffectKey;
import dev.duly.runtime.MessageContext;
import dev.duly.runtime.Outbox;
import dev.duly.runtime.Transaction;
import dev.duly.runtime.TransactionalWork;
import dev.duly.runtime.codec.Envelope;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.HandlerCall;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.transport.Outgoing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of one handler: what it can reach, and what it leaves to be published. */
final class Call implements HandlerCall, Outbox {
  private final Outgoings outgoings;
  private final Contracts contracts;
  private final Envelope cause;
  private final @Nullable MessageContext context;
  private final @Nullable UnitOfWork unit;
  private final @Nullable EffectKey effectKey;
  private final List<Outgoing> published = new ArrayList<>();
  private final boolean guarded;
  private byte @Nullable [] reply;
  private boolean broken;

  Call(
      Outgoings outgoings,
      Contracts contracts,
      Envelope cause,
      @Nullable MessageContext context,
      @Nullable UnitOfWork unit) {
    this(outgoings, contracts, cause, context, unit, null, false);
  }

  private Call(
      Outgoings outgoings,
      Contracts contracts,
      Envelope cause,
      @Nullable MessageContext context,
      @Nullable UnitOfWork unit,
      @Nullable EffectKey effectKey,
      boolean guarded) {
    this.outgoings = outgoings;
    this.contracts = contracts;
    this.cause = cause;
    this.context = context;
    this.unit = unit;
    this.effectKey = effectKey;
    this.guarded = guarded;
  }

  /** A call to another system: no transaction; what it publishes waits for its end. */
  static Call external(
      Outgoings outgoings,
      Contracts contracts,
      Envelope cause,
      @Nullable MessageContext context,
      EffectKey effectKey) {
    return new Call(outgoings, contracts, cause, context, null, effectKey, false);
  }

  /** A guarded call in the transaction of {@code unit}, which work of its own may join. */
  static Call guarded(Outgoings outgoings, Contracts contracts, Envelope cause, UnitOfWork unit) {
    return new Call(outgoings, contracts, cause, null, unit, null, true);
  }

  /**
   * Runs work in the transaction of a guarded call.
   *
   * @return false if this is none; nothing was run then
   */
  <X extends Exception> boolean join(TransactionalWork<X> work) throws X {
    if (!guarded) {
      return false;
    }
    try {
      work.run(transaction(), this);
    } catch (Throwable failure) {
      broken = true;
      throw failure;
    }
    return true;
  }

  /** Work that failed in the middle must not be committed, even if its failure was caught. */
  void requireSound() {
    if (broken) {
      throw new IllegalStateException("work in this transaction has failed: nothing was committed");
    }
  }

  @Override
  public Transaction transaction() {
    if (effectKey != null) {
      throw new IllegalStateException("a handler in mode EFFECT has no transaction");
    }
    return unit().transaction();
  }

  @Override
  public EffectKey effectKey() {
    if (effectKey == null) {
      throw new IllegalStateException("only a handler in mode EFFECT has an EffectKey");
    }
    return effectKey;
  }

  @Override
  public MessageContext context() {
    if (context == null) {
      throw new IllegalStateException("no message is being handled");
    }
    return context;
  }

  @Override
  public Outbox outbox() {
    return this;
  }

  @Override
  public void publish(Object message) {
    publishAs(contracts.of(message), message);
  }

  @Override
  public <M> void publish(MessageContract<M> contract, M message) {
    requireOutbox();
    published.add(outgoings.message(contract, message, cause));
  }

  @Override
  public void reply(Object answer) {
    byte[] body = outgoings.encode(answer);
    reply = body;
    if (cause.replyTo() != null) {
      requireOutbox();
      published.add(outgoings.reply(cause, body));
    }
  }

  List<Outgoing> published() {
    return published;
  }

  byte @Nullable [] reply() {
    return reply;
  }

  private <M> void publishAs(MessageContract<M> contract, Object message) {
    publish(contract, contract.type().javaType().cast(message));
  }

  private void requireOutbox() {
    if (effectKey == null) {
      unit();
    }
  }

  private UnitOfWork unit() {
    if (unit == null) {
      throw new IllegalStateException("no store is configured: Duly.builder().store(…)");
    }
    return unit;
  }
}
