/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

/** A declared value and where it was declared. */
public record Declared<T>(T value, Place place) {}
