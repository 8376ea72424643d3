/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The shop's messages: its contracts with whoever sends or handles them. No logic lives here, and
 * nothing of the handlers is known here.
 */
@NullMarked
package dev.duly.shop.messages;

import org.jspecify.annotations.NullMarked;
