/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import org.jspecify.annotations.Nullable;

/** A server that a test needs is missing, does not come up or does not do what it is told. */
public final class ServerFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerFailure(String message) {
    super(message);
  }

  ServerFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
