/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one delivery.
 *
 * @param id the CloudEvents id
 * @param channel where it came from
 * @param messageId the declared id of the message
 * @param group the group it is handled for
 * @param correlationId what ties the messages of one flow together
 * @param causationId the id of the message that caused this one; null for a first one
 * @param attempt this run, from 1
 * @param redelivered whether it may have been handed out before
 * @param deadline when this run should be over
 * @param headers the headers its producer added; reserved ones are not among them
 */
public record MessageContext(
    String id,
    String channel,
    String messageId,
    String group,
    String correlationId,
    @Nullable String causationId,
    int attempt,
    boolean redelivered,
    Instant deadline,
    Map<String, String> headers) {
  public MessageContext {
    headers = Map.copyOf(headers);
  }
}
