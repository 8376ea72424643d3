-- SPDX-License-Identifier: Apache-2.0
-- Run by Duly at its start, or by hand by whoever owns the schema; in one transaction, so that one
-- that was cut off has done nothing. Whoever uses the inbox needs the right to read the sequence
-- duly_inbox_phase and to call the functions: they run with the rights of their owner, take nothing
-- from their caller, and do no more than is due.

-- How long keys of a scope are kept, at most; and until when some of its keys may be remembered that
-- were claimed without a stable time.
ALTER TABLE duly_scope ADD COLUMN kept_for INTERVAL NOT NULL DEFAULT INTERVAL '0';
ALTER TABLE duly_scope ADD COLUMN untimed_until TIMESTAMPTZ;
UPDATE duly_scope s SET untimed_until = i.until
  FROM (SELECT scope, max(keep_until) AS until FROM duly_inbox GROUP BY scope) i WHERE i.scope = s.id;

-- What was remembered until now has no stable time: it becomes a generation of its own.
DO $$
DECLARE
  before CONSTANT integer := CAST(floor(extract(epoch FROM now()) / 86400) AS integer) - 1;
BEGIN
  ALTER TABLE duly_inbox DROP CONSTRAINT duly_inbox_pkey;
  DROP INDEX duly_inbox_keep_until;
  EXECUTE format('ALTER TABLE duly_inbox ADD COLUMN bucket integer NOT NULL DEFAULT %s', -before);
  EXECUTE format('ALTER TABLE duly_inbox RENAME TO duly_inbox_g%s', before);
END $$;

-- One row a key a handler has finished with: outcome D is done, R is refused for good. The bucket of
-- a message with a stable time is its day, counted from 1970; others are filed in generations by the
-- time of their claim: minus the number of a generation, which is the day on which it was made.
CREATE TABLE duly_inbox (
  bucket     INTEGER NOT NULL,
  scope      INTEGER NOT NULL,
  dedupe_key UUID NOT NULL,
  outcome    CHAR(1) NOT NULL,
  reply      BYTEA,
  seen_at    TIMESTAMPTZ NOT NULL,
  keep_until TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (scope, dedupe_key, bucket)
) PARTITION BY RANGE (bucket);

-- The generation in use, times 100000; plus the one before, as long as keys are filed in both. It is
-- a sequence because what it says is seen by everybody at once, whatever their transactions see.
CREATE SEQUENCE duly_inbox_phase;

-- The transactions that may know nothing yet of the newer generation; and an empty name, which says
-- that they have been written down.
CREATE TABLE duly_inbox_seam (
  phase       BIGINT NOT NULL,
  transaction TEXT NOT NULL
);

-- The time windows end by.
CREATE FUNCTION duly_inbox_now() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT now() $$;

CREATE FUNCTION duly_inbox_today() RETURNS integer LANGUAGE sql STABLE AS
$$ SELECT CAST(floor(extract(epoch FROM duly_inbox_now()) / 86400) AS integer) $$;

-- How many days the longest window of any scope takes.
CREATE FUNCTION duly_inbox_kept_days() RETURNS integer LANGUAGE sql STABLE AS
$$ SELECT CAST(ceil(coalesce(max(extract(epoch FROM kept_for)), 0) / 86400) AS integer) FROM duly_scope $$;

-- The partitions, by their names: buckets from first to past, which is not in it.
CREATE VIEW duly_inbox_partition AS
SELECT c.oid AS id, CAST(c.relname AS text) AS name, n.kind = 'g' AS generation,
    CASE n.kind WHEN 'g' THEN -n.first ELSE n.first END AS first,
    CASE n.kind WHEN 'g' THEN 1 - n.first ELSE n.past END AS past,
    EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid) AS attached
  FROM pg_class c, LATERAL (
    SELECT m[1] AS kind, CAST(m[2] AS integer) AS first, CAST(m[3] AS integer) AS past
      FROM regexp_matches(c.relname, '^duly_inbox_([dg])([0-9]+)(?:_([0-9]+))?$') AS m) n
 WHERE c.relkind = 'r' AND c.relnamespace =
   (SELECT relnamespace FROM pg_class WHERE oid = CAST('duly_inbox' AS regclass));

-- Made alone and then attached: that way nobody who claims has to wait.
CREATE FUNCTION duly_inbox_add(name text, first integer, past integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE %I (LIKE duly_inbox INCLUDING ALL)', name);
  EXECUTE format('ALTER TABLE duly_inbox ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', name, first, past);
END $$;

-- Makes what is missing: the days from the longest window ago to three days ahead, several in one
-- partition where windows are long; and the next generation when it is time for one, which is a
-- quarter of the longest window after the last, a day at least.
CREATE FUNCTION duly_inbox_make() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET lock_timeout = '10s' AS $$
DECLARE
  today CONSTANT integer := duly_inbox_today();
  kept CONSTANT integer := duly_inbox_kept_days();
  day integer := greatest(1, today - kept - 1);
  part duly_inbox_partition;
  past integer;
  newest integer;
BEGIN
  PERFORM pg_advisory_xact_lock(1685416058);
  WHILE day <= today + 3 LOOP
    SELECT p.* INTO part FROM duly_inbox_partition p
     WHERE NOT p.generation AND p.past > day ORDER BY p.first LIMIT 1;
    IF part.first <= day THEN
      day := part.past;
    ELSE
      past := least(part.first, day + greatest(1, kept / 16));
      PERFORM duly_inbox_add(format('duly_inbox_d%s_%s', day, past), day, past);
      day := past;
    END IF;
  END LOOP;
  SELECT -min(p.first) INTO newest FROM duly_inbox_partition p WHERE p.generation;
  IF today >= newest + greatest(1, (kept + 3) / 4) THEN
    PERFORM duly_inbox_add(format('duly_inbox_g%s', today), -today, 1 - today);
  END IF;
END $$;

-- Goes on to a generation that was made: first keys are filed in both, the old one and the new one;
-- and when no transaction is left that may have begun before that, only in the new one. Whoever
-- claims locks the table first and asks for the phase then; so whoever has not seen it holds a lock.
CREATE FUNCTION duly_inbox_turn() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  inbox CONSTANT oid := CAST('duly_inbox' AS regclass);
  now_in bigint;
  in_use integer;
  before integer;
  coming integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(1685416058) THEN
    RETURN;
  END IF;
  SELECT last_value INTO now_in FROM duly_inbox_phase;
  in_use := now_in / 100000;
  before := now_in % 100000;
  IF before = 0 THEN
    SELECT min(-p.first) INTO coming FROM duly_inbox_partition p WHERE p.generation AND -p.first > in_use;
    IF coming IS NULL THEN
      RETURN;
    END IF;
    now_in := setval('duly_inbox_phase', CAST(coming AS bigint) * 100000 + in_use);
  END IF;
  IF NOT EXISTS (SELECT FROM duly_inbox_seam s WHERE s.phase = now_in) THEN
    DELETE FROM duly_inbox_seam;
    INSERT INTO duly_inbox_seam (phase, transaction)
    SELECT DISTINCT now_in, l.virtualtransaction FROM pg_locks l
     WHERE l.relation = inbox AND l.mode = 'RowExclusiveLock'
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    UNION ALL SELECT now_in, '';
  ELSIF NOT EXISTS (
      SELECT FROM pg_locks l
       WHERE l.relation = inbox AND l.mode = 'RowExclusiveLock'
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
         -- A transaction that is prepared for two-phase commit has lost its name.
         AND (l.virtualtransaction LIKE '-1/%' OR l.virtualtransaction IN
           (SELECT s.transaction FROM duly_inbox_seam s WHERE s.phase = now_in))) THEN
    PERFORM setval('duly_inbox_phase', CAST(in_use AS bigint) * 100000);
  END IF;
END $$;

-- The partitions nobody needs any more: the longest window is over for all that may be in them, and
-- for all that is.
CREATE FUNCTION duly_inbox_over() RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  ended CONSTANT integer := duly_inbox_today() - duly_inbox_kept_days();
  now_in bigint;
  oldest integer;
  part duly_inbox_partition;
  needed boolean;
BEGIN
  SELECT last_value INTO now_in FROM duly_inbox_phase;
  oldest := CASE now_in % 100000 WHEN 0 THEN now_in / 100000 ELSE now_in % 100000 END;
  FOR part IN
    SELECT p.* FROM duly_inbox_partition p
     WHERE p.attached AND CASE
       WHEN p.generation THEN -p.first < oldest AND ended >=
         (SELECT min(-n.first) FROM duly_inbox_partition n WHERE n.generation AND n.first < p.first)
       ELSE p.past <= ended - 1 END
     -- Open transactions hold no old day, but may hold a generation that they have looked at.
     ORDER BY p.generation, abs(p.first)
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE keep_until > duly_inbox_now())', part.name) INTO needed;
    IF NOT needed THEN
      RETURN NEXT part.name;
    END IF;
  END LOOP;
END $$;

-- Takes out a partition that is over, unless somebody is in the way: then it fails within 100 ms and
-- may be called again. Since PostgreSQL 14 the owner can do without, by DETACH … CONCURRENTLY.
CREATE FUNCTION duly_inbox_detach(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET lock_timeout = '40ms' AS $$
BEGIN
  IF name IN (SELECT duly_inbox_over()) THEN
    EXECUTE format('ALTER TABLE duly_inbox DETACH PARTITION %I', name);
  END IF;
END $$;

-- Drops what was taken out.
CREATE FUNCTION duly_inbox_drop() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET lock_timeout = '40ms' AS $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT p.name FROM duly_inbox_partition p WHERE NOT p.attached LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;

-- The functions see the tables of this schema, whatever search path their caller has set.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['make()', 'turn()', 'over()', 'detach(text)', 'drop()'] LOOP
    EXECUTE format('ALTER FUNCTION duly_inbox_%s SET search_path = %I, pg_temp', name, current_schema());
  END LOOP;
END $$;

-- The old keys, and the first generation of new ones.
DO $$
DECLARE
  part duly_inbox_partition;
BEGIN
  SELECT p.* INTO part FROM duly_inbox_partition p;
  EXECUTE format('ALTER TABLE %I ALTER COLUMN bucket DROP DEFAULT, ADD PRIMARY KEY (scope, dedupe_key, bucket)', part.name);
  EXECUTE format('ALTER TABLE duly_inbox ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', part.name, part.first, part.past);
  PERFORM duly_inbox_add(format('duly_inbox_g%s', duly_inbox_today()), -duly_inbox_today(), 1 - duly_inbox_today());
  PERFORM setval('duly_inbox_phase', CAST(duly_inbox_today() AS bigint) * 100000);
END $$;
SELECT duly_inbox_make();
