/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import dev.duly.DeliveryMode;
import dev.duly.runtime.retry.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One handler's promise: what it takes, how it is guarded and retried, and the call itself.
 *
 * @param group the handler's group
 * @param handler {@code Billing.charge}: for logs and errors, never for routing
 * @param message what it takes
 * @param delivery how often it may run
 * @param guard what keeps it from doing its effect twice
 * @param retry how it is tried again
 * @param deadLetterChannel where it sends what it cannot handle; null for the group's
 * @param timeout how long one run may take; null for the lease
 * @param publishes the messages it may return
 * @param invocation the call
 */
public record Subscription<M>(
    GroupPolicy group,
    String handler,
    MessageContract<M> message,
    DeliveryMode delivery,
    GuardPolicy guard,
    RetryPolicy retry,
    @Nullable String deadLetterChannel,
    @Nullable Duration timeout,
    List<MessageContract<?>> publishes,
    Invocation<M> invocation) {

  public Subscription {
    Objects.requireNonNull(invocation, "invocation");
    publishes = List.copyOf(publishes);
  }

  /** Starts a subscription with every default; {@code handledBy} ends it. */
  public static <M> Builder<M> of(GroupPolicy group, String handler, MessageContract<M> message) {
    return new Builder<>(group, handler, message);
  }

  /** Where this handler's dead letters go. */
  public String deadLetters() {
    return deadLetterChannel != null
        ? deadLetterChannel
        : group.deadLetterChannelFor(message.type().channel());
  }

  /** The dedupe scope: the declared one, else {@code <group>/<message id>}. */
  public String scope() {
    return guard.scope().isEmpty() ? group.id() + "/" + message.type().id() : guard.scope();
  }

  /** Collects what was declared on a handler. */
  public static final class Builder<M> {
    private final GroupPolicy group;
    private final String handler;
    private final MessageContract<M> message;
    private DeliveryMode delivery = DeliveryMode.AT_LEAST_ONCE;
    private GuardPolicy guard = GuardPolicy.none();
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private @Nullable String deadLetterChannel;
    private @Nullable Duration timeout;
    private List<MessageContract<?>> publishes = List.of();

    private Builder(GroupPolicy group, String handler, MessageContract<M> message) {
      this.group = group;
      this.handler = handler;
      this.message = message;
    }

    public Builder<M> delivery(DeliveryMode value) {
      this.delivery = value;
      return this;
    }

    public Builder<M> guard(GuardPolicy value) {
      this.guard = value;
      return this;
    }

    public Builder<M> retry(RetryPolicy value) {
      this.retry = value;
      return this;
    }

    public Builder<M> deadLetterChannel(String value) {
      this.deadLetterChannel = Names.check("dead-letter channel", value);
      return this;
    }

    public Builder<M> timeout(Duration value) {
      this.timeout = value;
      return this;
    }

    public Builder<M> publishes(MessageContract<?>... contracts) {
      this.publishes = List.of(contracts);
      return this;
    }

    public Subscription<M> handledBy(Invocation.Single<M> invocation) {
      return build(invocation);
    }

    public Subscription<M> handledInBatchesBy(Invocation.Batch<M> invocation) {
      return build(invocation);
    }

    private Subscription<M> build(Invocation<M> invocation) {
      return new Subscription<>(
          group,
          handler,
          message,
          delivery,
          guard,
          retry,
          deadLetterChannel,
          timeout,
          publishes,
          invocation);
    }
  }
}
