/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.MessageContext;
import dev.duly.runtime.Outbox;
import dev.duly.runtime.Transaction;
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
  private final List<Outgoing> published = new ArrayList<>();
  private byte @Nullable [] reply;

  Call(
      Outgoings outgoings,
      Contracts contracts,
      Envelope cause,
      @Nullable MessageContext context,
      @Nullable UnitOfWork unit) {
    this.outgoings = outgoings;
    this.contracts = contracts;
    this.cause = cause;
    this.context = context;
    this.unit = unit;
  }

  @Override
  public Transaction transaction() {
    return unit().transaction();
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
    unit();
    published.add(outgoings.message(contract, message, cause));
  }

  @Override
  public void reply(Object answer) {
    byte[] body = outgoings.encode(answer);
    reply = body;
    if (cause.replyTo() != null) {
      unit();
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

  private UnitOfWork unit() {
    if (unit == null) {
      throw new IllegalStateException("no store is configured: Duly.builder().store(…)");
    }
    return unit;
  }
}
