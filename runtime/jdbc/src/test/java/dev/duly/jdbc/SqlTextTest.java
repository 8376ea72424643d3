/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE t SET a = 1",
        "  insert into t values (1)",
        "DELETE FROM t",
        "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE",
        "SELECT a FROM t\nFOR\nUPDATE",
        "SELECT a FROM t FOR UPDATE SKIP LOCKED",
      })
  void aChangeCanBeRepeated(String sql) {
    assertThat(SqlText.of(sql)).isEqualTo(new SqlText(true, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1", "\n select a from t", "WITH x AS (SELECT 1) SELECT * FROM x"})
  void aPlainQueryReads(String sql) {
    assertThat(SqlText.of(sql)).isEqualTo(new SqlText(false, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM FINAL TABLE (INSERT INTO t VALUES (1))",
        "SELECT a FROM t FOR UPDATE NOWAIT",
        "SELECT a FROM t FOR UPDATE WAIT 3",
        "SELECT 1; DELETE FROM t",
        "SELECT NEXT VALUE FOR s",
        "SELECT NEXTVAL('s')",
        "CREATE TABLE t (a INT)",
        "SET LOCK_TIMEOUT 1",
        "CALL f()",
        "/* a comment */ SELECT 1",
      })
  void theRestPromisesNothing(String sql) {
    assertThat(SqlText.of(sql)).isEqualTo(SqlText.UNKNOWN);
  }
}
