/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.messages;

/** What billing says to an order. */
public sealed interface PaymentOutcome permits PaymentTaken, PaymentDeclined {}
