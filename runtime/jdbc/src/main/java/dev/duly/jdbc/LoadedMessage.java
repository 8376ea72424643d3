/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

/**
 * A message that a process has read and not settled.
 *
 * @param shard where its key belongs
 * @param segment where it is kept, and how it ended will be
 */
record LoadedMessage(QueuedMessage message, int shard, int segment) {}
