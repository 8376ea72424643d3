/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import dev.duly.jdbc.MariaDb;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Transport;
import dev.duly.servers.Database;
import dev.duly.servers.MariaDbServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** As {@link QueueOnPostgres}, on MariaDB. */
final class QueueOnMariaDb implements Benchmarks.Measurement {

  @Override
  public void run() throws Exception {
    try (MariaDbServer server = MariaDbServer.own("innodb_buffer_pool_size = 512M");
        Database database = server.createDatabase()) {
      prepareJobs(database);
      try (Transport transport =
              MariaDb.queue(database.url(), database.user(), database.password());
          Source source = transport.open(QueueOnPostgres.CONSUMER)) {
        new Comparison("queue.mariadb", "msgs/s", "skip-locked")
            .run(
                QueueOnPostgres.PAIRS,
                () -> QueueOnPostgres.measure(new QueueOnPostgres.Queue(transport, source)),
                () -> QueueOnPostgres.measure(new Jobs(database)));
      }
    }
  }

  private static void prepareJobs(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE job (id BIGINT AUTO_INCREMENT PRIMARY KEY, job_key BINARY(16) NOT NULL, body"
              + " LONGBLOB NOT NULL)");
    }
  }

  private static final class Jobs implements QueueOnPostgres.Line {
    private final Connection sending;
    private final Connection taking;

    Jobs(Database database) throws SQLException {
      this.sending = database.connect();
      this.taking = database.connect();
      taking.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      taking.setAutoCommit(false);
    }

    @Override
    public void send(int count) throws SQLException {
      try (PreparedStatement insert =
          sending.prepareStatement(
              "INSERT INTO job (job_key, body) VALUES "
                  + String.join(", ", Collections.nCopies(count, "(UNHEX(?), ?)")))) {
        for (int i = 0; i < count; i++) {
          insert.setString(2 * i + 1, UUID.randomUUID().toString().replace("-", ""));
          insert.setBytes(2 * i + 2, new byte[QueueOnPostgres.BODY]);
        }
        insert.executeUpdate();
      }
    }

    @Override
    public int take(int max) throws SQLException {
      List<Long> taken = new ArrayList<>();
      try (PreparedStatement select =
          taking.prepareStatement(
              "SELECT id, job_key, body FROM job ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED")) {
        select.setInt(1, max);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            taken.add(rows.getLong(1));
          }
        }
      }
      if (!taken.isEmpty()) {
        delete(taken);
      }
      taking.commit();
      return taken.size();
    }

    private void delete(List<Long> ids) throws SQLException {
      try (PreparedStatement delete =
          taking.prepareStatement(
              "DELETE FROM job WHERE id IN ("
                  + String.join(", ", Collections.nCopies(ids.size(), "?"))
                  + ")")) {
        for (int i = 0; i < ids.size(); i++) {
          delete.setLong(i + 1, ids.get(i));
        }
        delete.executeUpdate();
      }
    }

    @Override
    public void close() throws SQLException {
      sending.close();
      taking.close();
    }
  }
}
