-- SPDX-License-Identifier: Apache-2.0
-- MariaDB 10.6 or MySQL 8 and newer. Every statement may run again: each commits by itself, and a
-- script that was cut off is repeated from its start. Keys are the 16 bytes of a UUID; times are UTC,
-- whatever the time zone of the server or the session.

-- Small numbers for the names of dedupe scopes.
CREATE TABLE IF NOT EXISTS duly_scope (
  id   INTEGER NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(400) NOT NULL,
  UNIQUE KEY duly_scope_name (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row a key a handler has finished with: outcome D is done, R is refused for good. The claim
-- says which unit of work wrote it.
CREATE TABLE IF NOT EXISTS duly_inbox (
  scope      INTEGER NOT NULL,
  dedupe_key BINARY(16) NOT NULL,
  claim      BINARY(16) NOT NULL,
  outcome    CHAR(1) NOT NULL,
  reply      LONGBLOB,
  seen_at    DATETIME(6) NOT NULL,
  keep_until DATETIME(6) NOT NULL,
  PRIMARY KEY (scope, dedupe_key),
  KEY duly_inbox_keep_until (keep_until)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Messages written in a business transaction and not yet relayed.
CREATE TABLE IF NOT EXISTS duly_outbox (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  channel       VARCHAR(100) NOT NULL,
  message_id    VARCHAR(100) NOT NULL,
  dedupe_key    BINARY(16),
  partition_key LONGTEXT,
  headers       LONGBLOB NOT NULL,
  body          LONGBLOB NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Whose turn it is to relay: whoever holds the row.
CREATE TABLE IF NOT EXISTS duly_relay (
  id INTEGER NOT NULL PRIMARY KEY
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
INSERT INTO duly_relay (id) VALUES (1) ON DUPLICATE KEY UPDATE id = 1;

-- Attempts that may kill the process, counted before they are made.
CREATE TABLE IF NOT EXISTS duly_attempt (
  scope      INTEGER NOT NULL,
  dedupe_key BINARY(16) NOT NULL,
  attempts   INTEGER NOT NULL,
  last_at    DATETIME(6) NOT NULL,
  PRIMARY KEY (scope, dedupe_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Calls to other systems, one row a key. State S is started, D done, F refused for good, U unknown:
-- a person has to look. While started, the row belongs to the attempt named by owner and fence until
-- lease_until; no lease means that the last attempt has surely had no effect. In doubt means that an
-- earlier attempt may have had one. The downstream key is what the called system was given. The claim
-- is new whenever the row is taken.
CREATE TABLE IF NOT EXISTS duly_effect (
  scope          INTEGER NOT NULL,
  dedupe_key     BINARY(16) NOT NULL,
  claim          CHAR(36) NOT NULL,
  state          CHAR(1) NOT NULL,
  fence          BIGINT NOT NULL,
  owner          VARCHAR(100) NOT NULL,
  lease_until    DATETIME(6),
  in_doubt       BOOLEAN NOT NULL,
  payload_hash   VARBINARY(64) NOT NULL,
  downstream_key BINARY(16) NOT NULL,
  result         LONGBLOB,
  seen_at        DATETIME(6) NOT NULL,
  keep_until     DATETIME(6) NOT NULL,
  PRIMARY KEY (scope, dedupe_key),
  KEY duly_effect_keep_until (keep_until)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
