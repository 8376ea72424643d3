/* SPDX-License-Identifier: Apache-2.0 */
/** Error Prone checks: what code must not do to a message. */
@NullMarked
package dev.duly.checks;

import org.jspecify.annotations.NullMarked;
