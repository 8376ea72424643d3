/* SPDX-License-Identifier: Apache-2.0 */
/** Messages as JSON through Jackson 3; found by itself when it is on the class path. */
@NullMarked
package dev.duly.jackson;

import org.jspecify.annotations.NullMarked;
