/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import dev.duly.runtime.transport.Outgoing;

/** A committed outgoing message, in relay order of {@code id}. */
public record OutboxEntry(long id, Outgoing message) {}
