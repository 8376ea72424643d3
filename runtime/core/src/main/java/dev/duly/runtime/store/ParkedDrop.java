/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import java.time.Instant;

/**
 * The note of a parked message that was dropped. It holds no payload.
 *
 * @param number grows with every drop
 * @param group the group
 * @param key the partition key
 * @param channel the channel it came from
 * @param messageId its declared id; empty where it could not be told
 * @param id its CloudEvents id; empty where it had none
 * @param who who dropped it
 * @param why the reason that was given
 * @param at when
 */
public record ParkedDrop(
    long number,
    String group,
    String key,
    String channel,
    String messageId,
    String id,
    String who,
    String why,
    Instant at) {}
