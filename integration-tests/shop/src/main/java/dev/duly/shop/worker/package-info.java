/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The worker: the process that runs the shop's handlers and its HTTP interface on one directory. It
 * may be killed at any moment.
 */
@NullMarked
package dev.duly.shop.worker;

import org.jspecify.annotations.NullMarked;
