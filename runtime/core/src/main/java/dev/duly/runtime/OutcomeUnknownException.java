/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

/**
 * An earlier call with the same key may have had its effect, and the called system can neither be
 * asked nor called again: {@code downstream = NONE}. Nothing was called.
 */
public final class OutcomeUnknownException extends DulyException {
  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(String method) {
    super(
        "DulyOutcomeUnknown",
        "Nobody knows whether an earlier call of " + method + " with the same key had its effect.",
        "Look in the called system; call with a new key if it did not.");
  }
}
