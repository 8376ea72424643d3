/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of a group is parked.
 *
 * @param keys the keys that wait for a person
 * @param messages the messages of all of them
 * @param oldest since when the key waits that has waited longest; null if none does
 */
public record ParkedCount(long keys, long messages, @Nullable Instant oldest) {}
