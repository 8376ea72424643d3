/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.util.List;

/** The direct call of a handler, written by the processor. */
public sealed interface Invocation<M> {

  /** Calls the handler for one message; any exception means "not done". */
  @FunctionalInterface
  non-sealed interface Single<M> extends Invocation<M> {
    void handle(M message, HandlerCall call) throws Exception;
  }

  /** Calls the handler for a batch, in order; any exception means "none of them done". */
  @FunctionalInterface
  non-sealed interface Batch<M> extends Invocation<M> {
    void handle(List<M> messages, HandlerCall call) throws Exception;
  }
}
