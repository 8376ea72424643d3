/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.codec;

/** A body that cannot be read or a message that cannot be written. Never shows values. */
public final class CodecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CodecException(String fact) {
    super(fact);
  }

  public CodecException(String fact, Throwable cause) {
    super(fact, cause);
  }
}
