/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The port to bytes: codecs, CloudEvents envelopes and the limits that hold before anything is
 * decoded.
 */
@NullMarked
package dev.duly.runtime.codec;

import org.jspecify.annotations.NullMarked;
