/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A process whose every call of a port is numbered, and which stands still at the number it is told
 * to die at. Nothing here is left to chance or to threads: the same number is the same moment.
 */
@NullMarked
package dev.duly.stores.crashpoints;

import org.jspecify.annotations.NullMarked;
