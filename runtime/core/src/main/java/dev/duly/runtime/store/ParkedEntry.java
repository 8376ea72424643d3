/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

/** A parked message and its place: within a key, {@code position} grows with every message. */
public record ParkedEntry(long position, ParkedMessage message) {}
