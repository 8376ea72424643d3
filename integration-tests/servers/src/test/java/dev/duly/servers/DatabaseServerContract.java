/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a test may rely on with every database server of our own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseServerContract {
  private static final int TIMEOUT_MILLIS = 300;

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private DatabaseServer server;
  private Database database;

  abstract DatabaseServer own(String... settings);

  /** A statement that runs for a minute if nobody ends it. */
  abstract String sleep();

  @BeforeAll
  void startServer() {
    server = own();
  }

  @AfterAll
  void closeServer() throws SQLException {
    executor.shutdownNow();
    server.close();
  }

  @BeforeEach
  void createTable() throws SQLException {
    database = server.createDatabase();
    run("CREATE TABLE item (id INT PRIMARY KEY)");
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private String rows() throws SQLException {
    try (Connection connection = database.connect()) {
      return value(connection, "SELECT COUNT(*) FROM item");
    }
  }

  @Test
  void keepsWhatIsCommittedThroughKills() throws SQLException {
    for (int round = 1; round <= 3; round++) {
      try (Connection open = database.connect();
          Statement uncommitted = open.createStatement()) {
        run("INSERT INTO item VALUES (" + round + ")");
        open.setAutoCommit(false);
        uncommitted.execute("INSERT INTO item VALUES (100)");
        server.kill();
        assertThatThrownBy(() -> uncommitted.execute("INSERT INTO item VALUES (101)"))
            .isInstanceOf(SQLException.class);
      } catch (SQLException closing) {
        // The connection is dead; a driver may say so when it closes it.
      }
      server.start();
      assertThat(rows()).isEqualTo(Integer.toString(round));
    }
  }

  @Test
  void startsAgainWhileAStatementWasRunning() throws Exception {
    Connection busy = database.connect();
    CompletableFuture<String> running =
        CompletableFuture.supplyAsync(() -> tryValue(busy), executor);
    awaitStatement();
    server.kill();
    server.start();
    assertThat(running.get(30, TimeUnit.SECONDS)).startsWith("failed");
    assertThat(rows()).isEqualTo("0");
  }

  private String tryValue(Connection connection) {
    try {
      return value(connection, sleep());
    } catch (SQLException e) {
      return "failed: " + e.getMessage();
    }
  }

  /** How many statements of {@link #sleep} run now. */
  abstract String sleeping();

  private void awaitStatement() throws SQLException {
    try (Connection connection = database.connect()) {
      await().until(() -> value(connection, sleeping()).equals("1"));
    }
  }

  @Test
  void aPausedServerSaysNothingAndGoesOn() throws Exception {
    try (Connection impatient = database.connect();
        Connection patient = database.connect()) {
      server.pause();
      impatient.setNetworkTimeout(executor, TIMEOUT_MILLIS);
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(() -> tryInsert(patient), executor);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> value(impatient, "SELECT COUNT(*) FROM item"));
      assertThat(answer).isNotDone();
      server.resume();
      assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("done");
      assertThat(rows()).isEqualTo("1");
    }
  }

  private static String tryInsert(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO item VALUES (1)");
      return "done";
    } catch (SQLException e) {
      return "failed: " + e.getMessage();
    }
  }

  @Test
  void stopsInGoodOrderWithAClientConnected() throws SQLException {
    run("INSERT INTO item VALUES (1)");
    try (Connection open = database.connect()) {
      server.stop();
      assertThatThrownBy(() -> value(open, "SELECT 1")).isInstanceOf(SQLException.class);
    } catch (SQLException closing) {
      // As above.
    }
    assertThatIllegalStateException().isThrownBy(server::pause).withMessageContaining("start()");
    server.start();
    assertThat(rows()).isEqualTo("1");
  }

  /** Commits a row by way of a link that fails at the commit; says whether the row is there. */
  private String rowsAfterFailedCommit(Consumer<FaultyLink> fault) throws SQLException {
    try (FaultyLink link = FaultyLink.to(server)) {
      String url = link.through(database.url());
      try (Connection connection =
              DriverManager.getConnection(url, database.user(), database.password());
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("INSERT INTO item VALUES (1)");
        fault.accept(link);
        assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
      } catch (SQLException closing) {
        // As above.
      }
      return rows();
    }
  }

  @Test
  void aCommitWhoseReplyIsLostIsThere() throws SQLException {
    assertThat(rowsAfterFailedCommit(FaultyLink::dropReply)).isEqualTo("1");
  }

  @Test
  void aCommitThatDidNotArriveIsNotThere() throws SQLException {
    assertThat(rowsAfterFailedCommit(link -> link.cutAfter(0))).isEqualTo("0");
  }

  @Test
  void everyDatabaseIsNewAndEndsWithItsTest() throws SQLException {
    Database other = server.createDatabase();
    try (Connection connection = other.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE item (id INT PRIMARY KEY)");
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO item VALUES (1)");
      other.close();
    } catch (SQLException closing) {
      // Dropped under its feet.
    }
    assertThatThrownBy(other::connect).isInstanceOf(SQLException.class);
    assertThat(rows()).isEqualTo("0");
  }

  /** A setting, and the query that reads it: what the server says must be what was set. */
  abstract String setting(String value);

  abstract String settingQuery();

  @Test
  void takesSettingsFromTheNextStartOn() throws SQLException {
    server.settings(setting("77"));
    server.stop();
    server.start();
    try (Connection connection = database.connect()) {
      assertThat(value(connection, settingQuery())).isEqualTo("77");
    }
    server.settings();
  }

  @Test
  void aServerThatDoesNotComeUpShowsItsLog() {
    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> own("no_such_setting = 1"))
        .withMessageContaining("ended with exit code")
        .withMessageContaining("no_such_setting");
  }

  @Test
  void aStartedServerIsNotStartedTwice() {
    assertThatIllegalStateException().isThrownBy(server::start).withMessageContaining("already");
  }
}
