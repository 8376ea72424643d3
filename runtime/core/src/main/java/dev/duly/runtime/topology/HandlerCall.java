/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import dev.duly.runtime.EffectKey;
import dev.duly.runtime.MessageContext;
import dev.duly.runtime.Outbox;
import dev.duly.runtime.Transaction;

/** What generated wiring can ask for and hand back while one handler runs. */
public interface HandlerCall {

  /**
   * The transaction of the effect.
   *
   * @throws IllegalStateException in mode EFFECT, which has none
   */
  Transaction transaction();

  /**
   * What the handler sends along with its call to another system.
   *
   * @throws IllegalStateException in every mode but EFFECT
   */
  EffectKey effectKey();

  /** The facts of the delivery; for a batch, of its first message. */
  MessageContext context();

  /** Where a handler publishes by hand. */
  Outbox outbox();

  /** Publishes {@code message} when the effect commits. */
  <M> void publish(MessageContract<M> contract, M message);

  /** Answers a request when the effect commits. */
  void reply(Object reply);
}
