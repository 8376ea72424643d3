/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

/** The statements of the effect log, as H2 takes them. No statement is put together from input. */
final class EffectStatements {

  /**
   * Takes the row of a key if it is to be had: there is none, its window is over, its lease is, or
   * an operator repeats a call that has ended badly. Parameters: scope, key, owner, lease until,
   * payload hash, downstream key, now, keep until, retry ended.
   *
   * <p>Whether it was taken is asked afterwards, by the owner: H2 repeats a statement that had to
   * wait and keeps the rows of its first run, so FINAL TABLE would leave those out.
   */
  static final String ACQUIRE =
      "MERGE INTO duly_effect e USING (VALUES (CAST(? AS INTEGER), CAST(? AS UUID), CAST(? AS"
          + " VARCHAR), CAST(? AS TIMESTAMP(6) WITH TIME ZONE), CAST(? AS VARBINARY), CAST(? AS"
          + " UUID), CAST(? AS TIMESTAMP(6) WITH TIME ZONE), CAST(? AS TIMESTAMP(6) WITH TIME"
          + " ZONE), CAST(? AS BOOLEAN))) AS n(s, k, o, l, h, d, t, w, r) ON e.scope = n.s AND"
          + " e.dedupe_key = n.k WHEN MATCHED AND (e.keep_until <= n.t OR (e.payload_hash = n.h AND"
          + " ((e.state = 'S' AND (e.lease_until IS NULL OR e.lease_until <= n.t)) OR (e.state IN"
          + " ('F', 'U') AND n.r)))) THEN UPDATE SET state = 'S', fence = e.fence + 1, owner = n.o,"
          + " lease_until = n.l, in_doubt = e.keep_until > n.t AND (e.in_doubt OR e.lease_until IS"
          + " NOT NULL OR e.state = 'U'), payload_hash = n.h, downstream_key = n.d, result = NULL,"
          + " seen_at = n.t, keep_until = n.w WHEN NOT MATCHED THEN INSERT (scope, dedupe_key,"
          + " state, fence, owner, lease_until, in_doubt, payload_hash, downstream_key, seen_at,"
          + " keep_until) VALUES (n.s, n.k, 'S', 1, n.o, n.l, FALSE, n.h, n.d, n.t, n.w)";

  /** What is known of a key. Parameters: scope, key. */
  static final String FIND =
      "SELECT state, fence, owner, lease_until, in_doubt, payload_hash, result FROM duly_effect"
          + " WHERE scope = ? AND dedupe_key = ?";

  /** How a key stands. Parameters: scope, key, now. */
  static final String STATE =
      "SELECT state FROM duly_effect WHERE scope = ? AND dedupe_key = ? AND keep_until > ?";

  /** Moves the end of a lease; null ends it. Parameters: until, scope, key, fence, owner. */
  static final String LEASE =
      "UPDATE duly_effect SET lease_until = ? WHERE scope = ? AND dedupe_key = ? AND fence = ? AND"
          + " owner = ? AND state = 'S' AND lease_until IS NOT NULL";

  /** Ends a call. Parameters: state, result, scope, key, fence, owner. */
  static final String CONCLUDE =
      "UPDATE duly_effect SET state = ?, result = ?, lease_until = NULL WHERE scope = ? AND"
          + " dedupe_key = ? AND fence = ? AND owner = ? AND state = 'S'";

  /** The next of a purge, none that somebody holds. Parameters: now, how many. */
  static final String EXPIRED =
      "SELECT scope, dedupe_key FROM duly_effect WHERE keep_until <= ? ORDER BY keep_until FETCH"
          + " FIRST ? ROWS ONLY FOR UPDATE SKIP LOCKED";

  /** Forgets a key. Parameters: scope, key. */
  static final String FORGET = "DELETE FROM duly_effect WHERE scope = ? AND dedupe_key = ?";

  private EffectStatements() {}
}
