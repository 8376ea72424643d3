/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the shop does when something happens: one class a handler group, each with its owner. The
 * business rows of a handler are written through its {@code Transaction}, so they stand or fall
 * with the message. No table here has a unique order number: only the guard keeps an order from
 * being booked twice, and the audit would see it if it failed.
 */
@NullMarked
package dev.duly.shop.handlers;

import org.jspecify.annotations.NullMarked;
