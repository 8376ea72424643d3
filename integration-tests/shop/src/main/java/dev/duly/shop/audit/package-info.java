/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The audit: what the database says against what the file says. Whether the books balance is
 * decided here and nowhere else, without a look at anything the run itself counted.
 */
@NullMarked
package dev.duly.shop.audit;

import org.jspecify.annotations.NullMarked;
