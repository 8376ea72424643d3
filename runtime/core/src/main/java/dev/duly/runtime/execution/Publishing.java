/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.DulyException;
import dev.duly.runtime.PublishException;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.PublishPort;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * The way out for publishers: the running handler's outbox, or the transport with a confirmation.
 */
public final class Publishing implements PublishPort {
  private final Engine engine;
  private final Replies replies;

  /** Publishes through {@code engine}; replies come through {@code replies}. */
  public Publishing(Engine engine, Replies replies) {
    this.engine = engine;
    this.replies = replies;
  }

  @Override
  public <M> void publish(MessageContract<M> contract, M message) {
    Call call = engine.current().get();
    if (call != null) {
      call.publish(contract, message);
    } else {
      await(publishAsync(contract, message));
    }
  }

  @Override
  public <M> CompletionStage<Void> publishAsync(MessageContract<M> contract, M message) {
    return engine.sender().send(engine.outgoings().message(contract, message, null));
  }

  @Override
  public <M, R> R request(
      MessageContract<M> contract, M message, Class<R> reply, Duration timeout) {
    return await(requestAsync(contract, message, reply, timeout));
  }

  @Override
  public <M, R> CompletionStage<R> requestAsync(
      MessageContract<M> contract, M message, Class<R> reply, Duration timeout) {
    String id = engine.outgoings().randomId();
    CompletableFuture<R> answer = replies.expect(id, contract.type().id(), reply, timeout);
    engine
        .sender()
        .send(engine.outgoings().request(contract, message, null, id, replies.channel()))
        .whenComplete(
            (nothing, failure) -> {
              if (failure != null) {
                replies.abandon(id, failure);
              }
            });
    return answer;
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof CompletionException c ? c.getCause() : e.getCause();
      if (cause instanceof DulyException known) {
        throw known;
      }
      throw new PublishException(
          "DulyPublishNotConfirmed",
          "The message was not confirmed: " + cause + ".",
          "It may or may not be published; with an idempotency key publishing it again is safe.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PublishException(
          "DulyPublishInterrupted",
          "The thread was interrupted while it waited for a confirmation.",
          "It may or may not be published; with an idempotency key publishing it again is safe.",
          e);
    }
  }
}
