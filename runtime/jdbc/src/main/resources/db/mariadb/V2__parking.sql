-- SPDX-License-Identifier: Apache-2.0
-- Run by Duly at its start, or by hand by whoever owns the schema. Every statement may run again: each
-- commits by itself, and a script that was cut off is repeated from its start.

-- Keys that are parked, one row a partition key of a group: whoever lets a message of it in or out
-- holds the row meanwhile. The hash is of the key, which is in UTF-8; the id is the order of parking.
CREATE TABLE IF NOT EXISTS duly_parked_key (
  id            BIGINT NOT NULL AUTO_INCREMENT,
  group_id      VARCHAR(100) NOT NULL,
  key_hash      BINARY(16) NOT NULL,
  partition_key LONGBLOB NOT NULL,
  parked_at     DATETIME(6) NOT NULL,
  PRIMARY KEY (group_id, key_hash),
  UNIQUE KEY duly_parked_key_number (id),
  KEY duly_parked_key_id (group_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The messages of parked keys, in the order of their ids: the first of a key is dead, the others
-- wait behind it. There is a message as long as there is the row of its key.
CREATE TABLE IF NOT EXISTS duly_parked (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  group_id   VARCHAR(100) NOT NULL,
  key_hash   BINARY(16) NOT NULL,
  identity   BINARY(16) NOT NULL,
  channel    VARCHAR(100) NOT NULL,
  message_id VARCHAR(100) NOT NULL,
  dedupe_key BINARY(16),
  headers    LONGBLOB NOT NULL,
  body       LONGBLOB NOT NULL,
  failure    LONGBLOB NOT NULL,
  sent_at    DATETIME(6) NOT NULL,
  parked_at  DATETIME(6) NOT NULL,
  UNIQUE KEY duly_parked_identity (group_id, key_hash, identity),
  KEY duly_parked_order (group_id, key_hash, id),
  KEY duly_parked_dedupe_key (dedupe_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who has dropped which parked message, and why. Holds no payload; nothing is removed by Duly.
CREATE TABLE IF NOT EXISTS duly_parked_drop (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  group_id      VARCHAR(100) NOT NULL,
  partition_key LONGBLOB NOT NULL,
  channel       VARCHAR(100) NOT NULL,
  message_id    VARCHAR(100) NOT NULL,
  dedupe_key    BINARY(16),
  event_id      LONGTEXT NOT NULL,
  dropped_by    VARCHAR(100) NOT NULL,
  reason        VARCHAR(1000) NOT NULL,
  dropped_at    DATETIME(6) NOT NULL,
  KEY duly_parked_drop_group (group_id, id),
  KEY duly_parked_drop_dedupe_key (dedupe_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
