/* SPDX-License-Identifier: Apache-2.0 */
/** Follows the expressions that become the key of a message back to what they are made of. */
@NullMarked
package dev.duly.checks.keys;

import org.jspecify.annotations.NullMarked;
