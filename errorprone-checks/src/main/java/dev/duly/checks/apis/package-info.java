/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the checks know of libraries: names and matchers, no rules. A framework, a logger or a clock
 * is added here and in no check.
 */
@NullMarked
package dev.duly.checks.apis;

import org.jspecify.annotations.NullMarked;
