/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

/** Duly could not start; nothing was consumed. */
public final class StartupException extends DulyException {
  private static final long serialVersionUID = 1L;

  public StartupException(String id, String fact, String wayOut) {
    super(id, fact, wayOut);
  }

  public StartupException(String id, String fact, String wayOut, Throwable cause) {
    super(id, fact, wayOut, cause);
  }
}
