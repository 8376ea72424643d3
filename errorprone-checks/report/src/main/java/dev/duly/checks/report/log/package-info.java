/* SPDX-License-Identifier: Apache-2.0 */
/** From the lines of a build log to findings. Knows javac's and Maven's text, nothing of SARIF. */
@NullMarked
package dev.duly.checks.report.log;

import org.jspecify.annotations.NullMarked;
