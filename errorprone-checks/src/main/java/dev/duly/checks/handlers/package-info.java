/* SPDX-License-Identifier: Apache-2.0 */
/** Code that runs when a message arrives: the handler, and what it calls in its class. */
@NullMarked
package dev.duly.checks.handlers;

import org.jspecify.annotations.NullMarked;
