/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.EffectKey;
import dev.duly.runtime.MessageContext;
import dev.duly.runtime.codec.Envelope;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.Subscription;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the call of one run: its facts, its deadline, and what it can reach. */
final class Calls {
  private final ConsumerSpec spec;
  private final GroupPolicy group;
  private final Engine engine;

  Calls(ConsumerSpec spec, GroupPolicy group, Engine engine) {
    this.spec = spec;
    this.group = group;
    this.engine = engine;
  }

  /** Begins a run of {@code item}; {@code unit} is null without a store. */
  Call call(Item item, Work<?> work, @Nullable UnitOfWork unit) {
    MessageContext context = begin(item, work, group.lease());
    return new Call(engine.outgoings(), engine.contracts(), item.envelope(), context, unit);
  }

  /** Begins a run of {@code item} that calls another system. */
  Call external(Item item, Work<?> work, EffectKey key, Duration lease) {
    MessageContext context = begin(item, work, lease);
    return Call.external(engine.outgoings(), engine.contracts(), item.envelope(), context, key);
  }

  private MessageContext begin(Item item, Work<?> work, Duration lease) {
    Envelope envelope = item.envelope();
    Subscription<?> subscription = work.subscription();
    Duration timeout = subscription.timeout();
    Instant deadline = engine.clock().instant().plus(timeout == null ? lease : timeout);
    item.begin(timeout == null ? null : deadline);
    return new MessageContext(
        envelope.id(),
        spec.channel(),
        subscription.message().type().id(),
        group.id(),
        envelope.correlationId(),
        envelope.causationId(),
        item.failures() + 1,
        item.delivery().redelivered(),
        deadline,
        envelope.headers());
  }
}
