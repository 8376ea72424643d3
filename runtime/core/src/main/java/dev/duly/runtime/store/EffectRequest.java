/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import dev.duly.runtime.topology.MessageKey;
import java.time.Duration;
import java.util.UUID;

/**
 * A key that a handler is about to call another system for.
 *
 * @param scope the dedupe scope
 * @param key the idempotency key
 * @param owner names this attempt among all attempts there ever are
 * @param payloadHash the digest of what the call is made for; not to be changed
 * @param downstreamKey what the called system sees, kept for people who have to look
 * @param lease how long the record belongs to this attempt, unless renewed
 * @param window how long the key must be remembered
 * @param retryEnded whether a call that failed, or whose outcome is unknown, may be made again: an
 *     operator replays its dead letter
 */
public record EffectRequest(
    String scope,
    MessageKey key,
    String owner,
    byte[] payloadHash,
    UUID downstreamKey,
    Duration lease,
    Duration window,
    boolean retryEnded) {}
