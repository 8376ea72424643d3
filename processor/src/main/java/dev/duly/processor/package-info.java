/* SPDX-License-Identifier: Apache-2.0 */
/** The annotation processors: read, check, write. */
@NullMarked
package dev.duly.processor;

import org.jspecify.annotations.NullMarked;
