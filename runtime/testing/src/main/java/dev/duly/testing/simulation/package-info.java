/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The deterministic simulator: a whole world of processes, a broker and a store on one thread, in
 * virtual time, with everything that may go wrong drawn from one seed; and the checker that
 * compares how it ended with a run in which nothing went wrong.
 */
@NullMarked
package dev.duly.testing.simulation;

import org.jspecify.annotations.NullMarked;
