/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

import java.time.Duration;

/** A request got no reply in time; it may still be handled. */
public final class RequestTimeoutException extends DulyException {
  private static final long serialVersionUID = 1L;

  public RequestTimeoutException(String messageId, Duration timeout) {
    super(
        "DulyRequestTimeout",
        "No reply to " + messageId + " came within " + timeout + ".",
        "Sending the same request again is safe: a handled one answers with its stored reply.");
  }
}
