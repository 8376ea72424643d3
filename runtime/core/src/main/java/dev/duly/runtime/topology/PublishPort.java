/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What a generated publisher calls. */
public interface PublishPort {

  /**
   * Inside a handler: joins its outbox and returns at once. Outside: returns when the transport has
   * confirmed.
   *
   * @throws dev.duly.runtime.PublishException if the message was not confirmed
   */
  <M> void publish(MessageContract<M> contract, M message);

  /**
   * Completes when the transport has confirmed, or exceptionally with a {@code PublishException}.
   */
  <M> CompletionStage<Void> publishAsync(MessageContract<M> contract, M message);

  /**
   * Sends a request and waits for its reply.
   *
   * @throws dev.duly.runtime.RequestTimeoutException if none came within {@code timeout}
   * @throws dev.duly.runtime.PublishException if the request was not confirmed
   */
  <M, R> R request(MessageContract<M> contract, M message, Class<R> reply, Duration timeout);

  /** As {@link #request}, completing with the reply. */
  <M, R> CompletionStage<R> requestAsync(
      MessageContract<M> contract, M message, Class<R> reply, Duration timeout);
}
