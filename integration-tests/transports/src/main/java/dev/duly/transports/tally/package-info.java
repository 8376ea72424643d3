/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A small application that is killed, paused and cut off: it writes down in what order it counts.
 */
@NullMarked
package dev.duly.transports.tally;

import org.jspecify.annotations.NullMarked;
