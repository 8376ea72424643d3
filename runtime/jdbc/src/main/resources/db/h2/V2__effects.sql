-- SPDX-License-Identifier: Apache-2.0
-- Every statement may run again: a script that was cut off is repeated from its start.

-- Calls to other systems, one row a key. State S is started, D done, F refused for good, U unknown:
-- a person has to look. While started, the row belongs to the attempt named by owner and fence until
-- lease_until; no lease means that the last attempt has surely had no effect. In doubt means that an
-- earlier attempt may have had one. The downstream key is what the called system was given.
CREATE TABLE IF NOT EXISTS duly_effect (
  scope          INTEGER NOT NULL,
  dedupe_key     UUID NOT NULL,
  state          CHAR(1) NOT NULL,
  fence          BIGINT NOT NULL,
  owner          VARCHAR(100) NOT NULL,
  lease_until    TIMESTAMP(6) WITH TIME ZONE,
  in_doubt       BOOLEAN NOT NULL,
  payload_hash   VARBINARY(64) NOT NULL,
  downstream_key UUID NOT NULL,
  result         VARBINARY,
  seen_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  keep_until     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (scope, dedupe_key)
);
CREATE INDEX IF NOT EXISTS duly_effect_keep_until ON duly_effect (keep_until);
