/* SPDX-License-Identifier: Apache-2.0 */
/** The simulator as a test of JUnit Jupiter, which the user brings along. */
@NullMarked
package dev.duly.testing.junit;

import org.jspecify.annotations.NullMarked;
