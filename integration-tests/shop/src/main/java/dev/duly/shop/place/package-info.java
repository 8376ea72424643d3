/* SPDX-License-Identifier: Apache-2.0 */
/** Where a shop's data is: its queue, and its books. */
@NullMarked
package dev.duly.shop.place;

import org.jspecify.annotations.NullMarked;
