/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.handlers;

import java.math.BigDecimal;

/**
 * How much a customer may owe. An inquiry changes nothing, so a handler may repeat it; a call with
 * an effect would not belong into a transaction.
 */
@FunctionalInterface
public interface CreditBureau {

  /**
   * The most one order of the customer may cost.
   *
   * @param customerId the customer
   * @param inquiry what the inquiry is about, for the bureau's own records
   * @throws UnavailableException if the bureau does not answer just now
   */
  BigDecimal limit(String customerId, String inquiry);

  /** The bureau does not answer just now. */
  final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message) {
      super(message);
    }
  }
}
