/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.problem;

/** What the user gave cannot be used: one line with the fact and the way out, exit code 2. */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with its page.
   *
   * @param id the stable id, {@code ShopMalformedRow}
   * @param fact one sentence that says what is the case
   * @param wayOut one sentence that says what to do
   */
  public BadInput(String id, String fact, String wayOut) {
    super("[" + id + "] " + fact + " " + wayOut + " (https://duly.dev/shop#" + id + ")");
  }

  public BadInput(String id, String fact, String wayOut, Throwable cause) {
    this(id, fact, wayOut);
    initCause(cause);
  }

  /** What an earlier process said already, word for word. */
  public BadInput(String line) {
    super(line);
  }
}
