/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What must happen in order: a group's effects of one partition key, or of one message without.
 *
 * @param partitionKey null where the message needs no order
 * @param body of the one message; empty where there is a partition key
 */
record Stream(String group, String channel, @Nullable String partitionKey, String body) {
  @Override
  public String toString() {
    return group + " on " + channel + (partitionKey == null ? "" : ", key " + partitionKey);
  }
}
