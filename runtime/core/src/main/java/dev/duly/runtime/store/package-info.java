/* SPDX-License-Identifier: Apache-2.0 */
/** The port to state: one unit of work holds business rows, dedupe rows and outgoing messages. */
@NullMarked
package dev.duly.runtime.store;

import org.jspecify.annotations.NullMarked;
