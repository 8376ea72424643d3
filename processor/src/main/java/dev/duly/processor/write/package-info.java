/* SPDX-License-Identifier: Apache-2.0 */
/** Model to source text: one writer a kind of generated file, one look for all of them. */
@NullMarked
package dev.duly.processor.write;

import org.jspecify.annotations.NullMarked;
