/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

/**
 * Thrown by a handler that refuses a message for good: it is not tried again, its key is remembered
 * as refused, and it goes to the dead-letter channel once.
 */
public class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RejectedException(String reason) {
    super(reason);
  }

  public RejectedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
