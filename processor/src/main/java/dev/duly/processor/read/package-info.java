/* SPDX-License-Identifier: Apache-2.0 */
/** Elements to model: one reader a kind of declaration. Reads, does not judge. */
@NullMarked
package dev.duly.processor.read;

import org.jspecify.annotations.NullMarked;
