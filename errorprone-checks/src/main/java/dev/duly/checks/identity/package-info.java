/* SPDX-License-Identifier: Apache-2.0 */
/** What a handler gives an identity, and from where. */
@NullMarked
package dev.duly.checks.identity;

import org.jspecify.annotations.NullMarked;
