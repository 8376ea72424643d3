/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

/** The run could not be brought to its end; nothing is known about the books. */
public final class RunFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunFailed(String message) {
    super(message);
  }

  RunFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
