/* SPDX-License-Identifier: Apache-2.0 */
/** Guarded calls of a process that is killed while it calls. */
@NullMarked
package dev.duly.stores.guards;

import org.jspecify.annotations.NullMarked;
