/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import dev.duly.runtime.MessageContext;
import dev.duly.runtime.Outbox;
import dev.duly.runtime.Transaction;

/** What generated wiring can ask for and hand back while one handler runs. */
public interface HandlerCall {

  /** The transaction of the effect. */
  Transaction transaction();

  /** The facts of the delivery; for a batch, of its first message. */
  MessageContext context();

  /** Where a handler publishes by hand. */
  Outbox outbox();

  /** Publishes {@code message} when the effect commits. */
  <M> void publish(MessageContract<M> contract, M message);

  /** Answers a request when the effect commits. */
  void reply(Object reply);
}
