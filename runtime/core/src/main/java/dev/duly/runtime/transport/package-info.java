/* SPDX-License-Identifier: Apache-2.0 */
/** The port to brokers. Everything a broker does is behind it. */
@NullMarked
package dev.duly.runtime.transport;

import org.jspecify.annotations.NullMarked;
