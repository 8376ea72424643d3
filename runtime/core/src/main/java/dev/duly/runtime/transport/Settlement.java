/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.transport;

/** The end of a delivery; all verdicts but {@link Verdict#RELEASED} are final. */
public record Settlement(Delivery delivery, Verdict verdict) {}
