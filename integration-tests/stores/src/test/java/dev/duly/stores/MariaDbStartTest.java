/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.servers.DatabaseServer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class MariaDbStartTest extends InnoDbStartTest {
  private static DatabaseServer server;

  MariaDbStartTest() {
    super(Product.MARIADB);
  }

  @BeforeAll
  static void startServer() {
    server = Product.MARIADB.find();
  }

  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  @Override
  DatabaseServer server() {
    return server;
  }

  @Test
  void aPoolThatMayOnlyReadIsRefused() {
    assertThatThrownBy(() -> store("tx_read_only=1")).hasMessageContaining("[DulyStoreReadOnly]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "'STRICT_TRANS_TABLES,SIMULTANEOUS_ASSIGNMENT'"})
  void aPoolWhoseModeMakesWritesWrongIsRefused(String mode) {
    assertThatThrownBy(() -> store("sql_mode=" + mode))
        .hasMessageContaining("[DulyStoreUnsupported] The sql_mode of the connections");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessionVariables=time_zone='-11:00'",
        "connectionTimeZone=-11:00&preserveInstants=true",
        "connectionTimeZone=-11:00&forceConnectionTimeZoneToSession=true"
      })
  void timesAreOfNoZone(String zone) throws Exception {
    requireTimesOfNoZone(zone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "useServerPrepStmts=true",
        "useBulkStmts=true",
        "rewriteBatchedStatements=true",
        "useAffectedRows=true",
        "allowMultiQueries=true"
      })
  void theDriverMayBeSetAsTheApplicationLikes(String option) throws Exception {
    requireWorkingWith(option);
  }
}
