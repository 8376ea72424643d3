/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The load run: a client that posts every order, some of them twice and out of turn, between
 * records that are no orders, and kills the worker while it works. Everything that is chance here
 * is a function of the seed; what is left to chance is how far the worker had come.
 */
@NullMarked
package dev.duly.shop.load;

import org.jspecify.annotations.NullMarked;
