/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import java.time.Instant;

/**
 * A key that is parked.
 *
 * @param number the order in which keys were parked; for {@link Parking#keys}
 * @param group the group
 * @param key the partition key
 * @param since when it was parked
 * @param messages how many messages wait, the dead one included
 * @param first the dead one: it runs first when the key is released
 */
public record ParkedKey(
    long number, String group, String key, Instant since, long messages, ParkedEntry first) {}
