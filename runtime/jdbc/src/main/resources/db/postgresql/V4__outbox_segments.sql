-- SPDX-License-Identifier: Apache-2.0
-- PostgreSQL 12 or newer. Run by Duly at its start, or by hand by whoever owns the schema; in one
-- transaction, so that one that was cut off has done nothing.

-- Outgoing messages are in two tables that are filled in turns and emptied as a whole. The numbers
-- are of both.
ALTER TABLE duly_outbox ALTER COLUMN id DROP IDENTITY;
CREATE SEQUENCE duly_outbox_number;
SELECT setval('duly_outbox_number', COALESCE(MAX(id), 0) + 1, FALSE) FROM duly_outbox;

-- A transaction is counted before it takes a number, so that a number that is missing belongs to one
-- that runs, or to one that was rolled back: CASE keeps that order.
ALTER TABLE duly_outbox ALTER COLUMN id
  SET DEFAULT CASE WHEN txid_current() > 0 THEN nextval('duly_outbox_number') END;
CREATE TABLE duly_outbox_2 (LIKE duly_outbox INCLUDING DEFAULTS);
ALTER TABLE duly_outbox_2 ADD PRIMARY KEY (id);

-- Up to sent_to all is confirmed, but for the numbers in the gaps. A gap without a message is closed
-- when every transaction that was counted before gap_until has ended; 0 is not known yet. Messages are written to
-- segment 1, duly_outbox, or 2; it was opened when opened_to was confirmed.
ALTER TABLE duly_relay
  ADD COLUMN sent_to   BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN gap_from  BIGINT[] NOT NULL DEFAULT '{}',
  ADD COLUMN gap_to    BIGINT[] NOT NULL DEFAULT '{}',
  ADD COLUMN gap_until BIGINT[] NOT NULL DEFAULT '{}',
  ADD COLUMN segment   INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN opened_to BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN opened_at TIMESTAMPTZ NOT NULL DEFAULT now();

-- What has still to be sent, or is being sent; for people.
CREATE VIEW duly_outbox_waiting AS
  SELECT m.* FROM (SELECT * FROM duly_outbox UNION ALL SELECT * FROM duly_outbox_2) m
    JOIN duly_relay r ON r.id = 1 AND (m.id > r.sent_to OR EXISTS (
      SELECT 1 FROM unnest(r.gap_from, r.gap_to) AS g (low, high) WHERE m.id BETWEEN g.low AND g.high));
