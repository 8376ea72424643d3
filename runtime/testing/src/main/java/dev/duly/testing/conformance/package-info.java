/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What every transport and every store must do, as JUnit Jupiter suites to extend. The in-memory
 * ones pass the same suites.
 *
 * <p>This package alone needs {@code org.junit.jupiter:junit-jupiter} and {@code
 * org.assertj:assertj-core}; who extends a suite declares both in test scope.
 */
@NullMarked
package dev.duly.testing.conformance;

import org.jspecify.annotations.NullMarked;
