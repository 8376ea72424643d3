/* SPDX-License-Identifier: Apache-2.0 */
/** Guarded calls by threads of an application, beside its handlers, in simulated worlds. */
@NullMarked
package dev.duly.faults.calls;

import org.jspecify.annotations.NullMarked;
