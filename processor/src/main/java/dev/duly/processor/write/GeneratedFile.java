/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import dev.duly.processor.model.TypeRef;

/** A source file as it will be written. */
public record GeneratedFile(TypeRef type, String text) {}
