/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The shop: an application as a user of Duly would write it, and a load run that kills it. This
 * package holds its commands; {@code messages} and {@code handlers} are the application, {@code
 * worker} runs it, {@code load} feeds and kills it, {@code audit} reads its books.
 */
@NullMarked
package dev.duly.shop;

import org.jspecify.annotations.NullMarked;
