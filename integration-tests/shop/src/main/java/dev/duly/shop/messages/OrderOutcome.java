/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.messages;

/** How an order ended. */
public sealed interface OrderOutcome permits OrderConfirmed, OrderFailed {}
