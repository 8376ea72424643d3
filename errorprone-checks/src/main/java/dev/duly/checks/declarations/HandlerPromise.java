/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import static dev.duly.checks.apis.Vocabulary.BEST_EFFORT;
import static dev.duly.checks.apis.Vocabulary.IDEMPOTENT;
import static dev.duly.checks.apis.Vocabulary.MESSAGE_HANDLER;
import static dev.duly.checks.apis.Vocabulary.UNORDERED;

import javax.lang.model.element.ExecutableElement;

/** What a handler says of itself. */
public final class HandlerPromise {

  /** A copy of a message does no harm, or never comes: no idempotency key is needed. */
  public static boolean bearsCopies(ExecutableElement handler) {
    return atMostOnce(handler) || natural(handler) || Annotations.givesReason(handler, BEST_EFFORT);
  }

  /** The order of messages does not matter here: no partition key is needed. */
  public static boolean bearsDisorder(ExecutableElement handler) {
    return Annotations.givesReason(handler, UNORDERED)
        || Annotations.givesReason(handler, BEST_EFFORT);
  }

  /** Its effect and the record of its message share a transaction. */
  public static boolean guardsTransaction(ExecutableElement handler) {
    return Annotations.find(handler, IDEMPOTENT)
        .map(found -> Annotations.text(found, "mode"))
        .filter(mode -> mode.isEmpty() || mode.equals("TRANSACTION"))
        .isPresent();
  }

  private static boolean atMostOnce(ExecutableElement handler) {
    return Annotations.find(handler, MESSAGE_HANDLER)
        .filter(found -> Annotations.text(found, "delivery").equals("AT_MOST_ONCE"))
        .isPresent();
  }

  private static boolean natural(ExecutableElement handler) {
    return Annotations.find(handler, IDEMPOTENT)
        .filter(found -> Annotations.text(found, "mode").equals("NATURAL"))
        .filter(found -> !Annotations.text(found, "because").isBlank())
        .isPresent();
  }

  private HandlerPromise() {}
}
