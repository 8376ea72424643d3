/* SPDX-License-Identifier: Apache-2.0 */
/** The command as a user runs it; the logs were printed by javac and Maven. */
package dev.duly.checks.report;
