/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.transport;

import java.time.Instant;
import java.util.Map;

/**
 * A message at rest in a channel.
 *
 * @param id the transport's reference, stable while the message is there
 * @param headers as in {@link Outgoing}
 * @param body the bytes
 * @param storedAt when it was stored
 */
public record Stored(String id, Map<String, String> headers, byte[] body, Instant storedAt) {}
