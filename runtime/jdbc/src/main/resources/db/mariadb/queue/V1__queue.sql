-- SPDX-License-Identifier: Apache-2.0
-- MariaDB 10.6 or newer. Run by Duly at its start, or by hand by whoever owns the schema. Every
-- statement may run again: each commits by itself, and a script that was cut off is repeated from its
-- start. Keys are the 16 bytes of a UUID; times are UTC, whatever the time zone of the server or the
-- session.

-- What every append holds for a moment: the order of the numbers is so the order of the commits.
-- Numbers up to last_number are given out, in all channels. It and the version only go up, and never
-- stay behind the microseconds since 2020: a server that was killed does not give out again what others
-- have seen and it has lost. The version changes with the open segment and with the subscriptions.
CREATE TABLE IF NOT EXISTS duly_queue_head (
  id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  version     BIGINT NOT NULL,
  last_number BIGINT NOT NULL,
  segment     SMALLINT NOT NULL,
  shards      INTEGER NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
INSERT INTO duly_queue_head (id, version, last_number, segment, shards) VALUES (1, 1, 0, 1, 64)
  ON DUPLICATE KEY UPDATE id = 1;

-- Who gets the messages of a channel. The group '' stands for nobody: its row gives the channel its
-- number.
CREATE TABLE IF NOT EXISTS duly_queue_subscription (
  id          INTEGER NOT NULL AUTO_INCREMENT PRIMARY KEY,
  channel     VARCHAR(100) NOT NULL,
  group_id    VARCHAR(100) NOT NULL,
  message_ids LONGTEXT NOT NULL,
  UNIQUE KEY duly_queue_subscription_group (channel, group_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The processes that are there. Whoever writes for one holds its row; without it nothing is written.
CREATE TABLE IF NOT EXISTS duly_queue_member (
  id    BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name  VARCHAR(200) NOT NULL,
  since DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Until when they are there, apart: these rows change all the time.
CREATE TABLE IF NOT EXISTS duly_queue_heartbeat (
  member      BIGINT NOT NULL PRIMARY KEY,
  lease_until DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who consumes what. Messages up to handed_out may have been handed out.
CREATE TABLE IF NOT EXISTS duly_queue_consumer (
  member       BIGINT NOT NULL,
  subscription INTEGER NOT NULL,
  handed_out   BIGINT NOT NULL,
  PRIMARY KEY (member, subscription)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The messages of a subscription belong to shards by their key; each shard is with one process, or
-- none. Up to settled_to all is settled; of the rest, up to suspect_to may have been handed out by a
-- process that had the shard before.
CREATE TABLE IF NOT EXISTS duly_queue_shard (
  subscription INTEGER NOT NULL,
  shard        SMALLINT NOT NULL,
  member       BIGINT,
  settled_to   BIGINT NOT NULL,
  suspect_to   BIGINT NOT NULL,
  PRIMARY KEY (subscription, shard)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Messages are kept in segments that are filled one after the other and emptied as a whole. One that
-- has no opened_at is free; one that has no closed_at is filled. The numbers of its messages are
-- above first_id, and not above last_id.
CREATE TABLE IF NOT EXISTS duly_queue_segment (
  number    SMALLINT NOT NULL PRIMARY KEY,
  first_id  BIGINT NOT NULL,
  last_id   BIGINT,
  opened_at DATETIME(6),
  closed_at DATETIME(6)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
INSERT INTO duly_queue_segment (number, first_id, opened_at)
  VALUES (1, 0, UTC_TIMESTAMP(6)), (2, 0, NULL), (3, 0, NULL), (4, 0, NULL), (5, 0, NULL), (6, 0, NULL),
    (7, 0, NULL), (8, 0, NULL)
  ON DUPLICATE KEY UPDATE number = VALUES(number);

-- Every message once, with the subscriptions that get it: their numbers, with commas between. The size
-- is that of the body.
CREATE TABLE IF NOT EXISTS duly_queue_message_1 (
  channel       INTEGER NOT NULL,
  id            BIGINT NOT NULL,
  shard         SMALLINT NOT NULL,
  recipients    TEXT NOT NULL,
  message_id    VARCHAR(100) NOT NULL,
  dedupe_key    BINARY(16),
  partition_key LONGTEXT,
  sent_at       DATETIME(6) NOT NULL,
  size          INTEGER NOT NULL,
  headers       LONGBLOB NOT NULL,
  body          LONGBLOB NOT NULL,
  PRIMARY KEY (channel, id),
  KEY duly_queue_message_key (dedupe_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE IF NOT EXISTS duly_queue_message_2 LIKE duly_queue_message_1;
CREATE TABLE IF NOT EXISTS duly_queue_message_3 LIKE duly_queue_message_1;
CREATE TABLE IF NOT EXISTS duly_queue_message_4 LIKE duly_queue_message_1;
CREATE TABLE IF NOT EXISTS duly_queue_message_5 LIKE duly_queue_message_1;
CREATE TABLE IF NOT EXISTS duly_queue_message_6 LIKE duly_queue_message_1;
CREATE TABLE IF NOT EXISTS duly_queue_message_7 LIKE duly_queue_message_1;
CREATE TABLE IF NOT EXISTS duly_queue_message_8 LIKE duly_queue_message_1;

-- What is settled, one row a group, in the segment of its message.
CREATE TABLE IF NOT EXISTS duly_queue_settled_1 (
  subscription INTEGER NOT NULL,
  message      BIGINT NOT NULL,
  verdict      VARCHAR(10) NOT NULL,
  settled_at   DATETIME(6) NOT NULL,
  PRIMARY KEY (subscription, message)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE IF NOT EXISTS duly_queue_settled_2 LIKE duly_queue_settled_1;
CREATE TABLE IF NOT EXISTS duly_queue_settled_3 LIKE duly_queue_settled_1;
CREATE TABLE IF NOT EXISTS duly_queue_settled_4 LIKE duly_queue_settled_1;
CREATE TABLE IF NOT EXISTS duly_queue_settled_5 LIKE duly_queue_settled_1;
CREATE TABLE IF NOT EXISTS duly_queue_settled_6 LIKE duly_queue_settled_1;
CREATE TABLE IF NOT EXISTS duly_queue_settled_7 LIKE duly_queue_settled_1;
CREATE TABLE IF NOT EXISTS duly_queue_settled_8 LIKE duly_queue_settled_1;

-- Messages of channels that nobody consumes: dead letters, most of the time.
CREATE TABLE IF NOT EXISTS duly_queue_resting (
  id            BIGINT NOT NULL PRIMARY KEY,
  channel       INTEGER NOT NULL,
  message_id    VARCHAR(100) NOT NULL,
  dedupe_key    BINARY(16),
  partition_key LONGTEXT,
  sent_at       DATETIME(6) NOT NULL,
  headers       LONGBLOB NOT NULL,
  body          LONGBLOB NOT NULL,
  KEY duly_queue_resting_channel (channel, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Messages that are to be sent later.
CREATE TABLE IF NOT EXISTS duly_queue_delayed (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  channel       VARCHAR(100) NOT NULL,
  message_id    VARCHAR(100) NOT NULL,
  dedupe_key    BINARY(16),
  partition_key LONGTEXT,
  due_at        DATETIME(6) NOT NULL,
  headers       LONGBLOB NOT NULL,
  body          LONGBLOB NOT NULL,
  KEY duly_queue_delayed_due_at (due_at, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- For reports: all messages and all that is settled.
CREATE OR REPLACE VIEW duly_queue_message AS
SELECT id, channel, shard, recipients, message_id, dedupe_key, partition_key, sent_at FROM duly_queue_message_1
UNION ALL
SELECT id, channel, shard, recipients, message_id, dedupe_key, partition_key, sent_at FROM duly_queue_message_2
UNION ALL
SELECT id, channel, shard, recipients, message_id, dedupe_key, partition_key, sent_at FROM duly_queue_message_3
UNION ALL
SELECT id, channel, shard, recipients, message_id, dedupe_key, partition_key, sent_at FROM duly_queue_message_4
UNION ALL
SELECT id, channel, shard, recipients, message_id, dedupe_key, partition_key, sent_at FROM duly_queue_message_5
UNION ALL
SELECT id, channel, shard, recipients, message_id, dedupe_key, partition_key, sent_at FROM duly_queue_message_6
UNION ALL
SELECT id, channel, shard, recipients, message_id, dedupe_key, partition_key, sent_at FROM duly_queue_message_7
UNION ALL
SELECT id, channel, shard, recipients, message_id, dedupe_key, partition_key, sent_at FROM duly_queue_message_8;

CREATE OR REPLACE VIEW duly_queue_settled AS
SELECT subscription, message, verdict, settled_at FROM duly_queue_settled_1
UNION ALL
SELECT subscription, message, verdict, settled_at FROM duly_queue_settled_2
UNION ALL
SELECT subscription, message, verdict, settled_at FROM duly_queue_settled_3
UNION ALL
SELECT subscription, message, verdict, settled_at FROM duly_queue_settled_4
UNION ALL
SELECT subscription, message, verdict, settled_at FROM duly_queue_settled_5
UNION ALL
SELECT subscription, message, verdict, settled_at FROM duly_queue_settled_6
UNION ALL
SELECT subscription, message, verdict, settled_at FROM duly_queue_settled_7
UNION ALL
SELECT subscription, message, verdict, settled_at FROM duly_queue_settled_8;

-- Every message once for each group that gets it. A message and what became of it are in one segment,
-- so each pair of tables is joined by itself.
CREATE OR REPLACE VIEW duly_queue_delivery AS
SELECT s.id AS subscription, s.group_id, s.channel, m.id, m.shard, m.message_id, m.dedupe_key, m.sent_at, t.verdict, t.settled_at
FROM duly_queue_message_1 m JOIN duly_queue_subscription s ON FIND_IN_SET(s.id, m.recipients)
LEFT JOIN duly_queue_settled_1 t ON t.subscription = s.id AND t.message = m.id
UNION ALL
SELECT s.id AS subscription, s.group_id, s.channel, m.id, m.shard, m.message_id, m.dedupe_key, m.sent_at, t.verdict, t.settled_at
FROM duly_queue_message_2 m JOIN duly_queue_subscription s ON FIND_IN_SET(s.id, m.recipients)
LEFT JOIN duly_queue_settled_2 t ON t.subscription = s.id AND t.message = m.id
UNION ALL
SELECT s.id AS subscription, s.group_id, s.channel, m.id, m.shard, m.message_id, m.dedupe_key, m.sent_at, t.verdict, t.settled_at
FROM duly_queue_message_3 m JOIN duly_queue_subscription s ON FIND_IN_SET(s.id, m.recipients)
LEFT JOIN duly_queue_settled_3 t ON t.subscription = s.id AND t.message = m.id
UNION ALL
SELECT s.id AS subscription, s.group_id, s.channel, m.id, m.shard, m.message_id, m.dedupe_key, m.sent_at, t.verdict, t.settled_at
FROM duly_queue_message_4 m JOIN duly_queue_subscription s ON FIND_IN_SET(s.id, m.recipients)
LEFT JOIN duly_queue_settled_4 t ON t.subscription = s.id AND t.message = m.id
UNION ALL
SELECT s.id AS subscription, s.group_id, s.channel, m.id, m.shard, m.message_id, m.dedupe_key, m.sent_at, t.verdict, t.settled_at
FROM duly_queue_message_5 m JOIN duly_queue_subscription s ON FIND_IN_SET(s.id, m.recipients)
LEFT JOIN duly_queue_settled_5 t ON t.subscription = s.id AND t.message = m.id
UNION ALL
SELECT s.id AS subscription, s.group_id, s.channel, m.id, m.shard, m.message_id, m.dedupe_key, m.sent_at, t.verdict, t.settled_at
FROM duly_queue_message_6 m JOIN duly_queue_subscription s ON FIND_IN_SET(s.id, m.recipients)
LEFT JOIN duly_queue_settled_6 t ON t.subscription = s.id AND t.message = m.id
UNION ALL
SELECT s.id AS subscription, s.group_id, s.channel, m.id, m.shard, m.message_id, m.dedupe_key, m.sent_at, t.verdict, t.settled_at
FROM duly_queue_message_7 m JOIN duly_queue_subscription s ON FIND_IN_SET(s.id, m.recipients)
LEFT JOIN duly_queue_settled_7 t ON t.subscription = s.id AND t.message = m.id
UNION ALL
SELECT s.id AS subscription, s.group_id, s.channel, m.id, m.shard, m.message_id, m.dedupe_key, m.sent_at, t.verdict, t.settled_at
FROM duly_queue_message_8 m JOIN duly_queue_subscription s ON FIND_IN_SET(s.id, m.recipients)
LEFT JOIN duly_queue_settled_8 t ON t.subscription = s.id AND t.message = m.id;

-- Deliveries with their names: how each ended and how long it took.
CREATE OR REPLACE VIEW duly_queue_settlement AS
SELECT group_id, channel, message_id, dedupe_key, verdict, sent_at, settled_at
FROM duly_queue_delivery
WHERE verdict IS NOT NULL;

-- received = effects + duplicates + dead + dropped + pending + in_flight. In flight is what was
-- handed out or reserved for it, by a process that is there or by one that was killed.
CREATE OR REPLACE VIEW duly_queue_ledger AS
SELECT
  d.group_id,
  COUNT(*) AS received,
  COUNT(CASE WHEN d.verdict = 'EFFECT' THEN 1 END) AS effects,
  COUNT(CASE WHEN d.verdict = 'DUPLICATE' THEN 1 END) AS duplicates,
  COUNT(CASE WHEN d.verdict = 'DEAD' THEN 1 END) AS dead,
  COUNT(CASE WHEN d.verdict = 'DROPPED' THEN 1 END) AS dropped,
  COUNT(CASE WHEN d.verdict IS NULL AND d.id > GREATEST(p.suspect_to, COALESCE(c.handed_out, 0)) THEN 1 END)
    AS pending,
  COUNT(CASE WHEN d.verdict IS NULL AND d.id <= GREATEST(p.suspect_to, COALESCE(c.handed_out, 0)) THEN 1 END)
    AS in_flight,
  COUNT(CASE WHEN d.verdict = 'PARKED' THEN 1 END) AS parked
FROM duly_queue_delivery d
JOIN duly_queue_shard p ON p.subscription = d.subscription AND p.shard = d.shard
LEFT JOIN duly_queue_consumer c ON c.member = p.member AND c.subscription = d.subscription
WHERE d.verdict IS NULL OR d.verdict <> 'IGNORED'
GROUP BY d.group_id;
