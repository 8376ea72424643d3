/* SPDX-License-Identifier: Apache-2.0 */
/** Each check on code that is right first, then on code that is wrong, then its fix. */
@NullMarked
package dev.duly.checks;

import org.jspecify.annotations.NullMarked;
