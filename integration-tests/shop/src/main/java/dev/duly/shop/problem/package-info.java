/* SPDX-License-Identifier: Apache-2.0 */
/** What the shop tells a user who gave it something it cannot use. */
@NullMarked
package dev.duly.shop.problem;

import org.jspecify.annotations.NullMarked;
