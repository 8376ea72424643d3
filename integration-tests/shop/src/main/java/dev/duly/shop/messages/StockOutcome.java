/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.messages;

/** What the inventory says to an order. */
public sealed interface StockOutcome permits StockReserved, StockShort {}
