/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What the text of a statement promises. In doubt, nothing.
 *
 * @param repeatable after a lock timeout it has left nothing behind and can run again
 * @param reads it locks and changes no row, functions aside
 */
record SqlText(boolean repeatable, boolean reads) {
  static final SqlText UNKNOWN = new SqlText(false, false);

  // H2 takes back what a change has done when it fails; of a query it does not, so only one that
  // locks may be repeated.
  private static final Pattern REPEATABLE =
      Pattern.compile(
          "\\s*(INSERT|UPDATE|DELETE|MERGE|SELECT\\b.*\\bFOR\\s+UPDATE)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern QUERY =
      Pattern.compile("\\s*(SELECT|WITH)\\b", Pattern.CASE_INSENSITIVE);

  // Several statements; FINAL TABLE, of which a query that fails leaves rows; a wait of its own.
  private static final Pattern OWN_WAY =
      Pattern.compile(";|\\b(TABLE|WAIT|NOWAIT)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern WRITES =
      Pattern.compile("\\b(UPDATE|INTO|NEXT|NEXTVAL)\\b", Pattern.CASE_INSENSITIVE);

  /** Texts that were met, so that a statement that is prepared each time is not read each time. */
  static final class Known {
    private static final int LIMIT = 1000;

    private final Map<String, SqlText> texts = new ConcurrentHashMap<>();

    SqlText of(String sql) {
      SqlText known = texts.get(sql);
      if (known == null) {
        known = SqlText.of(sql);
        if (texts.size() >= LIMIT) {
          texts.clear();
        }
        texts.put(sql, known);
      }
      return known;
    }
  }

  static SqlText of(String sql) {
    if (OWN_WAY.matcher(sql).find()) {
      return UNKNOWN;
    }
    return new SqlText(
        REPEATABLE.matcher(sql).lookingAt(),
        QUERY.matcher(sql).lookingAt() && !WRITES.matcher(sql).find());
  }
}
