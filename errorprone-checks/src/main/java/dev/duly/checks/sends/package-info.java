/* SPDX-License-Identifier: Apache-2.0 */
/** What is handed to a broker: to which topic, with which key, and what becomes of a failure. */
@NullMarked
package dev.duly.checks.sends;

import org.jspecify.annotations.NullMarked;
