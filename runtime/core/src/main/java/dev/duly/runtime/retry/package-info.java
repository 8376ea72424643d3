/* SPDX-License-Identifier: Apache-2.0 */
/** How recovery stays calm: retry policies, backoff and dead letters. */
@NullMarked
package dev.duly.runtime.retry;

import org.jspecify.annotations.NullMarked;
