/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the worker saw while it ran, by group: how far it is, and how often it had to try again. It
 * is kept in a mapped file, so that it outlives a killed worker and another process can look at it.
 * The audit does not believe it; it reads the database.
 */
@NullMarked
package dev.duly.shop.observed;

import org.jspecify.annotations.NullMarked;
