/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

/** The store did not do what it was asked; tried again by the pipeline. */
public final class StoreException extends DulyException {
  private static final long serialVersionUID = 1L;

  public StoreException(String id, String fact, String wayOut) {
    super(id, fact, wayOut);
  }

  public StoreException(String id, String fact, String wayOut, Throwable cause) {
    super(id, fact, wayOut, cause);
  }
}
