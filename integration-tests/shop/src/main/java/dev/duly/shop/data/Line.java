/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.data;

import java.math.BigDecimal;

/**
 * One line of an order in the file.
 *
 * @param productId the product
 * @param quantity units, 1 or more
 * @param amount what the whole line costs, exactly four decimals
 */
public record Line(String productId, int quantity, BigDecimal amount) {}
