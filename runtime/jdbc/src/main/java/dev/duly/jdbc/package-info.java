/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Store and queue in a relational database; embedded H2 by default. The store half ({@code
 * JdbcStore} and its tables) and the queue half ({@code JdbcQueue} and its tables) share a database
 * and nothing else. All SQL that differs between databases is in one dialect class.
 *
 * <p>The shared queue ({@code ServerQueue} and its tables {@code duly_queue_…}) is for several
 * processes. What each server says its own way is behind {@code QueueSql}. It was decided so:
 *
 * <ul>
 *   <li>Messages and settlements are only ever appended, to a ring of segments that are emptied
 *       whole. Rows that are deleted stay in the way of readers for as long as the oldest
 *       transaction of the server runs; with a table of jobs that transaction stops the queue.
 *   <li>An append locks the row of the head, in a statement that is a transaction of its own. So
 *       numbers are committed in their order, and a reader that goes forward by number skips
 *       nothing. Reading below the oldest running transaction would let any other one stop the
 *       queue.
 *   <li>The key of a message decides its shard, and a shard is with one process at a time, which
 *       hands its messages out in memory: this keeps the order, and costs no write per message but
 *       its settlement.
 *   <li>The lease is the process's, not the shard's: one row to renew. Settling locks the row of
 *       the member, putting a member out deletes it, and its number never comes back: that is the
 *       fence.
 *   <li>Who gets a message is decided when it is stored. The append is refused if the subscriptions
 *       have changed since its sender has read them.
 *   <li>A number is never given to two messages, not even where a server was killed and has lost
 *       what others have seen: what a process remembers of a message, it knows by the number.
 *   <li>Statements that hold a lock others need are transactions of their own where they are
 *       frequent, so that a process that is paused does not stop the rest.
 * </ul>
 */
@NullMarked
package dev.duly.jdbc;

import org.jspecify.annotations.NullMarked;
