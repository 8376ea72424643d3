/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Verdict;
import java.time.Instant;

/**
 * What an {@link InMemoryTransport} remembers of one settlement.
 *
 * @param group whose delivery it was
 * @param message the message as it was sent
 * @param verdict what became of it
 * @param at when it was settled
 */
public record Settled(String group, Outgoing message, Verdict verdict, Instant at) {}
