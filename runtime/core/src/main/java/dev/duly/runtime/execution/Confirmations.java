/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.TransportException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for what a transport confirms. */
final class Confirmations {
  private Confirmations() {}

  /**
   * Waits for the end of {@code stage}.
   *
   * @throws RuntimeException what it ended with
   */
  static void await(CompletionStage<Void> stage) {
    try {
      stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        cause.addSuppressed(e);
        throw cause;
      }
      throw new TransportException(
          "DulyNotConfirmed",
          "The transport did not confirm: " + e.getCause() + ".",
          "It is tried again where it can be; look at the broker.",
          e);
    }
  }
}
