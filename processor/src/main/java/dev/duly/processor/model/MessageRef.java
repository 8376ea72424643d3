/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import org.jspecify.annotations.Nullable;

/**
 * What a handler or publisher needs to know of a message, in this module or another.
 *
 * @param type the message class
 * @param contract its generated contract
 * @param channel the channel it travels on
 * @param id its id in the channel
 * @param kind event, command or request
 * @param reply for a request, the class of the reply
 * @param keyed whether it has an idempotency key
 * @param partitioned whether it has a partition key
 */
public record MessageRef(
    TypeRef type,
    TypeRef contract,
    String channel,
    String id,
    MessageKind kind,
    @Nullable TypeRef reply,
    boolean keyed,
    boolean partitioned) {}
