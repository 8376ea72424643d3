/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.messages;

import java.math.BigDecimal;

/**
 * One line of an order.
 *
 * @param productId the product
 * @param quantity units, 1 or more
 * @param amount what the whole line costs, four decimals
 */
public record OrderLine(String productId, int quantity, BigDecimal amount) {}
