/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.store.Claim;
import org.jspecify.annotations.Nullable;

/** The stable time of a message lets nobody tell whether it is a duplicate: it does not run. */
final class Untimely extends Exception {
  static final String TOO_OLD = "occurred before the dedupe window";
  private static final String TOO_NEW = "occurs more than a day in the future";
  private static final long serialVersionUID = 1L;

  private final DeadReason reason;
  private final String detail;

  private Untimely(DeadReason reason, String detail) {
    super(detail);
    this.reason = reason;
    this.detail = detail;
  }

  /** What follows from the answer to a claim; null if it does not depend on the time. */
  static @Nullable Untimely of(Claim claim) {
    return switch (claim.state()) {
      case TOO_OLD -> new Untimely(DeadReason.TOO_OLD, TOO_OLD);
      case TOO_NEW -> new Untimely(DeadReason.TOO_NEW, TOO_NEW);
      case FRESH, DUPLICATE, REFUSED -> null;
    };
  }

  DeadReason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }
}
