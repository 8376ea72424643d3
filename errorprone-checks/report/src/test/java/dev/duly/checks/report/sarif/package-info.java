/* SPDX-License-Identifier: Apache-2.0 */
/** Parts of the report that have many cases. */
package dev.duly.checks.report.sarif;
