/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.Product;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class MariaDbQueueTest extends SharedQueueTest {
  private static DatabaseServer server;

  @BeforeAll
  static void startServer() {
    server = Product.MARIADB.find();
  }

  /** The databases of the tests go with it. */
  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  @Override
  DatabaseServer server() {
    return server;
  }

  @Override
  QueueSql sql() {
    return new MariaDbQueueSql(1 << 20);
  }

  /** Of the whole server: those of others may be among them. */
  @Override
  String isBlocked() {
    return "SELECT variable_value FROM information_schema.global_status WHERE variable_name ="
        + " 'INNODB_ROW_LOCK_CURRENT_WAITS'";
  }

  @Override
  String now() {
    return "SELECT DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%fZ')";
  }

  @Override
  String size(String pattern) {
    return "SELECT SUM(file_size) FROM information_schema.innodb_sys_tablespaces WHERE name LIKE"
        + " CONCAT(DATABASE(), '/"
        + pattern
        + "')";
  }

  @Override
  String createUser(String user) {
    return "CREATE USER " + user + " IDENTIFIED BY 'secret'";
  }

  @Test
  void aMessageThatFitsNoStatementIsRefusedAndSpoilsNothing() throws Exception {
    Outgoing large =
        new Outgoing(
            "orders",
            "placed",
            null,
            "k",
            Map.of(),
            new byte[Integer.parseInt(query("SELECT @@max_allowed_packet")) / 2]);
    try (SharedQueue queue = queue();
        Source source = queue.open(QueueProcess.BILLING)) {
      assertThat(queue.send(List.of(large)).toCompletableFuture())
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableThat()
          .withMessageContaining("max_allowed_packet");

      send(queue, QueueProcess.message("k", 1));
      assertThat(texts(take(source, 1))).containsExactly("k-1");
    }
  }

  /** Whatever the pool of the application is set to. */
  @Test
  void statementsThatTheServerPreparesMeanTheSame() throws Exception {
    Database database = database();
    try (SharedQueue queue =
            QueueProcess.queue(
                database.url() + "&useServerPrepStmts=true",
                database.user(),
                database.password(),
                QueueProcess.TERMS);
        Source source = queue.open(QueueProcess.BILLING)) {
      send(queue, QueueProcess.message("k", 1), QueueProcess.message("k", 2));
      List<Delivery> taken = take(source, 2);
      assertThat(texts(taken)).containsExactly("k-1", "k-2");
      QueueProcess.settle(source, taken, Verdict.EFFECT);
      assertThat(query("SELECT COUNT(*) FROM duly_queue_settled")).isEqualTo("2");
    }
  }

  /** What the query of the documentation gives. */
  @Override
  List<String> grants(Database database) throws IOException, SQLException {
    String query =
        documentation().stream()
            .filter(line -> line.startsWith("SELECT CONCAT('GRANT "))
            .findFirst()
            .orElseThrow();
    List<String> grants = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        grants.add(rows.getString(1));
      }
    }
    return grants;
  }

  @Override
  List<String> dropUser(String user) {
    return List.of("DROP USER " + user);
  }
}
