/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

/** A message was not confirmed by the transport: it may or may not have been published. */
public final class PublishException extends DulyException {
  private static final long serialVersionUID = 1L;

  public PublishException(String id, String fact, String wayOut) {
    super(id, fact, wayOut);
  }

  public PublishException(String id, String fact, String wayOut, Throwable cause) {
    super(id, fact, wayOut, cause);
  }
}
