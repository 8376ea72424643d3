/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.time.Duration;

/** The shared queue in PostgreSQL: arrays, and statements that change several tables. */
final class PostgresQueueSql implements QueueSql {
  private static final String NOW = "clock_timestamp()";

  private static final String CONSUME =
      "INSERT INTO duly_queue_consumer (member, subscription, handed_out) SELECT id, ?, 0 FROM"
          + " duly_queue_member WHERE id = ? FOR KEY SHARE ON CONFLICT DO NOTHING";

  private static final String FREE =
      "UPDATE duly_queue_shard s SET member = NULL, suspect_to = GREATEST(s.suspect_to,"
          + " LEAST(c.handed_out, (SELECT last_value FROM duly_queue_number))) FROM"
          + " duly_queue_consumer c WHERE c.member = s.member AND c.subscription = s.subscription"
          + " AND s.member = ?";

  @Override
  public Columns columns() {
    return Columns.TYPED;
  }

  @Override
  public String now() {
    return NOW;
  }

  @Override
  public String fromNow() {
    return NOW + " + ? * INTERVAL '1 millisecond'";
  }

  @Override
  public String gets(String subscription) {
    return subscription + " = ANY (m.recipients)";
  }

  @Override
  public String lastNumber() {
    return "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM duly_queue_number";
  }

  @Override
  public String changeHead() {
    return "UPDATE duly_queue_head SET version = version + 1 WHERE id = 1";
  }

  @Override
  public int spacing() {
    return 1;
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
    return new PostgresMessageLog();
  }

  @Override
  public SettlementLog settlements() {
    return new PostgresSettlementLog();
  }

  @Override
  public MessageReader reader() {
    return new PostgresMessageReader();
  }

  @Override
  public ShardTable shards() {
    return new PostgresShardTable();
  }

  @Override
  public SegmentRing ring(Duration kept) {
    return new PostgresSegmentRing(kept);
  }
}
