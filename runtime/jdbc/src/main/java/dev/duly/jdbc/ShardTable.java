/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Which shards are with which process, and how far each has come. */
interface ShardTable {

  /**
   * How far a shard has come.
   *
   * @param settledTo up to here all is settled
   * @param suspectTo up to here messages may have been handed out
   */
  record Progress(int shard, long settledTo, long suspectTo) {}

  /**
   * Takes up to {@code max} shards that nobody has, if the member is there. Those that it has by
   * the table, and not {@code known}, count too: the answer to a statement was lost.
   */
  List<Progress> claim(
      Connection connection, long member, int subscription, Collection<Integer> known, int max)
      throws SQLException;

  /** Writes down how far shards of a member have come; with {@code release}, gives them up. */
  void save(
      Connection connection,
      long member,
      int subscription,
      Collection<Progress> shards,
      boolean release)
      throws SQLException;
}
