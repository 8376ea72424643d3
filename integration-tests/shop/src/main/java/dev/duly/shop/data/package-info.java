/* SPDX-License-Identifier: Apache-2.0 */
/** OrderBook from a CSV file. Knows files and numbers, nothing of messages or databases. */
@NullMarked
package dev.duly.shop.data;

import org.jspecify.annotations.NullMarked;
