/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.transport;

import java.time.Instant;
import java.util.Map;

/**
 * A message a source handed out.
 *
 * @param handle the source's own reference; opaque to everybody else
 * @param headers as in {@link Outgoing}; not trusted
 * @param body the bytes; not trusted, not to be changed
 * @param redelivered whether it may have been handed out before and not settled; a message that was
 *     released in good order does not count
 * @param sentAt when the transport took it
 */
public record Delivery(
    Object handle, Map<String, String> headers, byte[] body, boolean redelivered, Instant sentAt) {}
