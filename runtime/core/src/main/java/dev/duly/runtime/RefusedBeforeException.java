/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

/**
 * An earlier call with the same key was refused for good; nothing was called. The exception of that
 * call is not made again: text from a store must not choose a class.
 */
public final class RefusedBeforeException extends DulyException {
  private static final long serialVersionUID = 1L;
  private final String refusal;

  public RefusedBeforeException(String method, String refusal) {
    super(
        "DulyRefusedBefore",
        "An earlier call of " + method + " with the same key was refused: " + refusal + ".",
        "It is refused for good; give a call that differs a new key.");
    this.refusal = refusal;
  }

  /** The class name of the exception the first call got; empty if it is not known. */
  public String refusal() {
    return refusal;
  }
}
