/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import dev.duly.runtime.topology.MessageKey;
import java.time.Duration;

/**
 * A key that a handler is about to work on.
 *
 * @param scope the dedupe scope
 * @param key the idempotency key
 * @param window how long the key must be remembered
 * @param retryRefused whether a refused key may be claimed again: an operator replays its dead
 *     letter
 */
public record ClaimRequest(String scope, MessageKey key, Duration window, boolean retryRefused) {}
