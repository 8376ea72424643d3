/* SPDX-License-Identifier: Apache-2.0 */
/** From findings to a SARIF 2.1.0 report, and back from an earlier report to what was known. */
@NullMarked
package dev.duly.checks.report.sarif;

import org.jspecify.annotations.NullMarked;
