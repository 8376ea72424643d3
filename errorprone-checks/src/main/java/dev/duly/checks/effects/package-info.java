/* SPDX-License-Identifier: Apache-2.0 */
/** What code does to the world outside its process, and which of it happens on one path. */
@NullMarked
package dev.duly.checks.effects;

import org.jspecify.annotations.NullMarked;
