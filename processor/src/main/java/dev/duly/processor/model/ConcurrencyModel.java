/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

/** A declared {@code @Concurrency}. */
public record ConcurrencyModel(
    Declared<Integer> lanes, Declared<Integer> inFlight, Declared<Integer> batch) {}
