/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Duly beside libraries that do the same, on one server in one run; each library in one class. Only
 * what an application would write too: no library is reached into.
 */
@NullMarked
package dev.duly.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
