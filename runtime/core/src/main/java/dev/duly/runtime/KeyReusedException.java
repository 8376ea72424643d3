/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

/** A key was used before for a call with other arguments; nothing was called. */
public final class KeyReusedException extends DulyException {
  private static final long serialVersionUID = 1L;

  public KeyReusedException(String method) {
    super(
        "DulyKeyReused",
        "The key of this call of " + method + " was used before with other arguments.",
        "Repeat a call with the same arguments, or give a new call a new key.");
  }
}
