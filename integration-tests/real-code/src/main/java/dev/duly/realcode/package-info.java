/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Runs the checks over published sources of others: fetch, unpack, compile, compare the findings
 * with the judgements. Nothing here knows a single check by name.
 */
@NullMarked
package dev.duly.realcode;

import org.jspecify.annotations.NullMarked;
