/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Error Prone checks: what code must not do to a message. One class a check; what they know of
 * libraries is data in {@link dev.duly.checks.apis}.
 *
 * <p>Compiled against the oldest Error Prone served, run on newer ones too. A method of its API
 * whose signature changed since compiles and then fails at run time: the tests on a newer JDK run
 * against the newest Error Prone to find it.
 */
@NullMarked
package dev.duly.checks;

import org.jspecify.annotations.NullMarked;
