/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Paired measurements against doing the same by hand; each prints a line that begins with BENCH.
 */
@NullMarked
package dev.duly.benchmarks;

import org.jspecify.annotations.NullMarked;
