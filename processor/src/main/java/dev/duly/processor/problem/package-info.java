/* SPDX-License-Identifier: Apache-2.0 */
/** Everything the processor can say: one table, and where it is said. */
@NullMarked
package dev.duly.processor.problem;

import org.jspecify.annotations.NullMarked;
