/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

/** The statements of the effect log that every database takes. */
final class EffectStatements {

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
      "SELECT scope, dedupe_key FROM duly_effect WHERE keep_until <= ? ORDER BY keep_until LIMIT ?"
          + " FOR UPDATE SKIP LOCKED";

  /** Forgets a key. Parameters: scope, key. */
  static final String FORGET = "DELETE FROM duly_effect WHERE scope = ? AND dedupe_key = ?";

  private EffectStatements() {}
}
