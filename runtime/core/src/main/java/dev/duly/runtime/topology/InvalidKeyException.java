/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

/** A message whose key has a missing part: it cannot be published, and on arrival it is poison. */
public final class InvalidKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the missing part.
   *
   * @param part the accessor whose value is null
   */
  public InvalidKeyException(String part) {
    super("key part '" + part + "' is null: a key must identify the message");
  }
}
