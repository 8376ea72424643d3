/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.time.Duration;

/**
 * The shared queue in MariaDB: lists as text and JSON, and blocks of statements.
 *
 * <p>Others see here what is committed before it is safe on the disk. A server that is killed then
 * has lost what some have seen; if it gave out the same number again, they would take the one
 * message for the other. So numbers follow the clock, one a microsecond: what comes after the
 * restart is beyond all that came before.
 */
final class MariaDbQueueSql implements QueueSql {
  static final String NOW = "UTC_TIMESTAMP(6)";

  /** The lowest number that is given out now. */
  static final String CLOCK = "TIMESTAMPDIFF(MICROSECOND, '2020-01-01', " + NOW + ")";

  private static final int NUMBERS_A_MILLISECOND = 1000;

  // What is there already stays as it is: anything else that is wrong is an error.
  private static final String CONSUME =
      "INSERT INTO duly_queue_consumer (member, subscription, handed_out) SELECT id, ?, 0 FROM"
          + " duly_queue_member WHERE id = ? LOCK IN SHARE MODE ON DUPLICATE KEY UPDATE member ="
          + " duly_queue_consumer.member";

  private static final String FREE =
      "UPDATE duly_queue_consumer c STRAIGHT_JOIN duly_queue_shard s ON s.subscription ="
          + " c.subscription AND s.member = c.member SET s.suspect_to = GREATEST(s.suspect_to,"
          + " LEAST(c.handed_out, (SELECT last_number FROM duly_queue_head WHERE id = 1))), s.member"
          + " = NULL WHERE c.member = ?";

  private final int maxPacket;

  /**
   * @param maxPacket how many bytes the server takes as one statement
   */
  MariaDbQueueSql(int maxPacket) {
    this.maxPacket = maxPacket;
  }

  @Override
  public Columns columns() {
    return new BinaryColumns();
  }

  @Override
  public String now() {
    return NOW;
  }

  @Override
  public String fromNow() {
    return NOW + " + INTERVAL ? * 1000 MICROSECOND";
  }

  @Override
  public String gets(String subscription) {
    return "FIND_IN_SET(" + subscription + ", m.recipients)";
  }

  @Override
  public String lastNumber() {
    return "SELECT last_number FROM duly_queue_head WHERE id = 1";
  }

  @Override
  public String changeHead() {
    return "UPDATE duly_queue_head SET version = GREATEST(version + 1, " + CLOCK + ") WHERE id = 1";
  }

  @Override
  public int spacing() {
    return NUMBERS_A_MILLISECOND;
  }

  @Override
  public String consume() {
    return CONSUME;
  }

  @Override
  public String freeShards() {
    return FREE;
  }

  @Override
  public MessageLog log() {
    return new MariaDbMessageLog(maxPacket);
  }

  @Override
  public SettlementLog settlements() {
    return new MariaDbSettlementLog();
  }

  @Override
  public MessageReader reader() {
    return new MariaDbMessageReader(columns());
  }

  @Override
  public ShardTable shards() {
    return new MariaDbShardTable();
  }

  @Override
  public SegmentRing ring(Duration kept) {
    return new MariaDbSegmentRing(kept);
  }
}
