/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

/**
 * The root of every error Duly reports at run time: a stable id, the fact, the way out and a page.
 */
public class DulyException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String id;

  /**
   * An error with its page.
   *
   * @param id the stable id, {@code DulyEmbeddedInUse}
   * @param fact one sentence that says what is the case
   * @param wayOut one sentence that says what to do
   */
  public DulyException(String id, String fact, String wayOut) {
    super(text(id, fact, wayOut));
    this.id = id;
  }

  /** An error with its page and what led to it. */
  public DulyException(String id, String fact, String wayOut, Throwable cause) {
    super(text(id, fact, wayOut), cause);
    this.id = id;
  }

  /** The stable id of the error. */
  public final String id() {
    return id;
  }

  private static String text(String id, String fact, String wayOut) {
    return "[" + id + "] " + fact + " " + wayOut + " (https://duly.dev/errors#" + id + ")";
  }
}
