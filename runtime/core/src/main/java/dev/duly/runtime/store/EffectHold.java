/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import dev.duly.runtime.topology.MessageKey;

/**
 * One attempt's right to a record of the {@link EffectLog}.
 *
 * @param scope the dedupe scope
 * @param key the idempotency key
 * @param owner the attempt
 * @param fence grows with every attempt at the key; a write with an older one is refused
 */
public record EffectHold(String scope, MessageKey key, String owner, long fence) {}
