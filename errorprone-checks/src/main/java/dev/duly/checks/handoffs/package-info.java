/* SPDX-License-Identifier: Apache-2.0 */
/** Work that a handler gives to another thread, and who answers for the message then. */
@NullMarked
package dev.duly.checks.handoffs;

import org.jspecify.annotations.NullMarked;
