/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

/**
 * What a handler guarded by {@code @Idempotent(mode = EFFECT)} sends along with its call, so that
 * the called system can tell a repeated call from a new one.
 *
 * @param value the key of the call, in the form of a UUID: the same for all attempts at one
 *     message, in every process
 * @param mayHaveHappened whether an earlier attempt may have had its effect: it timed out, its
 *     connection broke, or its process died. With {@code downstream = QUERY} the handler then asks
 *     the called system before it calls again. False says that no earlier attempt had an effect.
 */
public record EffectKey(String value, boolean mayHaveHappened) {}
