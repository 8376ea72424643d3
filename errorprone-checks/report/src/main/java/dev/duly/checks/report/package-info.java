/* SPDX-License-Identifier: Apache-2.0 */
/** The command line: reads build logs, writes a SARIF report. */
@NullMarked
package dev.duly.checks.report;

import org.jspecify.annotations.NullMarked;
