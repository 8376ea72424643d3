/* SPDX-License-Identifier: Apache-2.0 */
/** A small application that is killed: payments go into a ledger, and each has its receipt. */
@NullMarked
package dev.duly.stores.ledger;

import org.jspecify.annotations.NullMarked;
