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
class MySqlStartTest extends InnoDbStartTest {
  private static DatabaseServer server;

  MySqlStartTest() {
    super(Product.MYSQL);
  }

  @BeforeAll
  static void startServer() {
    server = Product.MYSQL.find();
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
    assertThatThrownBy(() -> store("transaction_read_only=1"))
        .hasMessageContaining("[DulyStoreReadOnly]");
  }

  /** Unless it is told not to, the driver makes its connections strict by itself. */
  @Test
  void aPoolWhoseModeMakesWritesWrongIsRefused() {
    assertThatThrownBy(
            () -> storeWith("jdbcCompliantTruncation=false&sessionVariables=sql_mode=''"))
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
        "useServerPrepStmts=true&cachePrepStmts=true",
        "rewriteBatchedStatements=true",
        "useAffectedRows=true",
        "allowMultiQueries=true",
        "useLocalSessionState=true",
        "useLocalTransactionState=true",
        "cacheServerConfiguration=true",
        "tinyInt1isBit=false",
        "useCursorFetch=true&defaultFetchSize=1"
      })
  void theDriverMayBeSetAsTheApplicationLikes(String option) throws Exception {
    requireWorkingWith(option);
  }
}
