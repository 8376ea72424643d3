/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

/** What a generated guard calls. */
public interface GuardPort {

  /**
   * Runs {@code work} unless a call with this key was made before; then its result is given again.
   *
   * @param arguments all that the work is made for; with another key they may be anything
   * @param result what the work gives, as the codec reads it
   * @return what the work gave, now or before; may be null
   * @throws X what the work threw
   * @throws dev.duly.runtime.KeyInProgressException if another call has the key
   * @throws dev.duly.runtime.KeyReusedException if the key was used with other arguments
   * @throws dev.duly.runtime.OutcomeUnknownException if nobody knows how an earlier call ended
   * @throws dev.duly.runtime.RefusedBeforeException if an earlier call was refused for good
   * @throws dev.duly.runtime.StoreException if the store failed; the same call may be made again
   */
  <R, X extends Exception> R call(
      GuardedMethod method,
      MessageKey key,
      CallArguments arguments,
      Class<R> result,
      Work<R, X> work)
      throws X;

  /** As {@link #call}, without a result. */
  <X extends Exception> void run(
      GuardedMethod method, MessageKey key, CallArguments arguments, Action<X> action) throws X;

  /** A call with a result. */
  @FunctionalInterface
  interface Work<R, X extends Exception> {
    R run(HandlerCall call) throws X;
  }

  /** A call without one. */
  @FunctionalInterface
  interface Action<X extends Exception> {
    void run(HandlerCall call) throws X;
  }
}
