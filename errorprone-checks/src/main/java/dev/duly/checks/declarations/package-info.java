/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads Duly declarations from symbols, whether they come from source or from a class file: what is
 * a message, who handles it, which keys it has. Judges nothing.
 */
@NullMarked
package dev.duly.checks.declarations;

import org.jspecify.annotations.NullMarked;
