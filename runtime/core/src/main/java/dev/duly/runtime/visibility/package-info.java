/* SPDX-License-Identifier: Apache-2.0 */
/** How an outcome is explained: the observer port and the ledger. */
@NullMarked
package dev.duly.runtime.visibility;

import org.jspecify.annotations.NullMarked;
