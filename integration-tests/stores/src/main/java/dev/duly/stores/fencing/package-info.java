/* SPDX-License-Identifier: Apache-2.0 */
/** Owners of effects that are paused past their lease, and what they do when they wake up. */
@NullMarked
package dev.duly.stores.fencing;

import org.jspecify.annotations.NullMarked;
