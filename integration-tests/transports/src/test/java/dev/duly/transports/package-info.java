/* SPDX-License-Identifier: Apache-2.0 */
/** Transports on real brokers. */
@NullMarked
package dev.duly.transports;

import org.jspecify.annotations.NullMarked;
