/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.EmbeddedQueue.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.store.UnitOfWork;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatedStoreTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE account SET amount = amount + 1 WHERE id = 1",
        "INSERT INTO account (id, amount, name) VALUES (2, 0, 'two')",
        "INSERT INTO account (id, amount, name) VALUES (NEXT VALUE FOR ids, 0, 'three')",
        "SELECT * FROM account WHERE id = 1 FOR UPDATE",
      })
  void aCommitDoesNotWaitForAStatementThatWaitsForAnother(String sql) throws Exception {
    try (EmbeddedQueue db = new EmbeddedQueue(directory)) {
      createTable(db);
      try (UnitOfWork waiter = db.store.begin()) {
        CompletableFuture<Void> waiting;
        try (UnitOfWork holder = db.store.begin()) {
          run(holder, sql);
          waiting = CompletableFuture.runAsync(() -> run(waiter, sql));
          for (int i = 0; i < 20; i++) {
            db.send(message("orders", "a", "order " + i));
          }
          assertThat(waiting).isNotDone();
        }
        waiting.join();
        waiter.commit();
      }
    }
  }

  @Test
  void aBatchThatWaitsDoesNotKeepTheOneItWaitsForOut() throws Exception {
    String sql = "UPDATE account SET amount = amount + 1 WHERE id = 1";
    try (EmbeddedQueue db = new EmbeddedQueue(directory)) {
      createTable(db);
      try (UnitOfWork holder = db.store.begin();
          UnitOfWork waiter = db.store.begin()) {
        run(holder, sql);
        CompletableFuture<Void> waiting =
            CompletableFuture.runAsync(
                () -> {
                  try (Statement statement = waiter.transaction().connection().createStatement()) {
                    statement.addBatch(sql);
                    statement.executeBatch();
                  } catch (SQLException e) {
                    throw new CompletionException(e);
                  }
                });
        run(holder, sql);
        holder.commit();
        waiting.join();
      }
    }
  }

  @Test
  void aCommitDoesNotWaitForALongQuery() throws Exception {
    try (EmbeddedQueue db = new EmbeddedQueue(directory);
        UnitOfWork unit = db.store.begin();
        Statement statement = unit.transaction().connection().createStatement()) {
      CompletableFuture<Throwable> query =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return new AssertionError(
                      statement.executeQuery(
                          "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 1000000000) WHERE SIN(x) > 2"));
                } catch (SQLException e) {
                  return e;
                }
              });
      for (int i = 0; i < 20; i++) {
        db.send(message("orders", "a", "order " + i));
      }
      while (!query.isDone()) {
        statement.cancel();
        Thread.onSpinWait();
      }
      assertThat(query.join())
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> assertThat(e.getErrorCode()).isEqualTo(ErrorCode.STATEMENT_WAS_CANCELED));
    }
  }

  @Test
  void whoeverWaitsTooLongIsTold() throws Exception {
    String sql = "UPDATE account SET amount = amount + 1 WHERE id = 1";
    try (EmbeddedQueue db = new EmbeddedQueue(directory)) {
      createTable(db);
      try (UnitOfWork holder = db.store.begin();
          UnitOfWork waiter = db.store.begin()) {
        run(holder, sql);
        run(waiter, "SET LOCK_TIMEOUT 50");
        assertThatThrownBy(() -> run(waiter, sql))
            .cause()
            .isInstanceOfSatisfying(
                SQLException.class,
                e -> assertThat(e.getErrorCode()).isEqualTo(ErrorCode.LOCK_TIMEOUT_1));
      }
    }
  }

  @Test
  void whatLooksLikeConnectionsAndStatementsBehavesLikeThem() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    JdbcDataSource memory = new JdbcDataSource();
    memory.setURL("jdbc:h2:mem:");
    DataSource source = GatedSource.of(memory, new CommitGate(), calls::incrementAndGet);
    try (Connection connection = source.getConnection();
        Statement statement =
            connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE)) {
      assertThat(statement.getConnection()).isSameAs(connection).isEqualTo(connection);
      assertThat(connection.unwrap(JdbcConnection.class)).isNotNull();
      statement.execute("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR)");
      statement.execute("INSERT INTO t VALUES (1, 'a')");
      assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (1, 'b')"))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> assertThat(e.getErrorCode()).isEqualTo(ErrorCode.DUPLICATE_KEY_1));
      try (ResultSet rows = statement.executeQuery("SELECT id, name FROM t")) {
        assertThat(rows.getStatement()).isSameAs(statement);
        rows.next();
        rows.updateString(2, "c");
        int before = calls.get();
        rows.updateRow();
        assertThat(calls).hasValue(before + 1);
      }
    }
  }

  private static void createTable(EmbeddedQueue db) {
    try (UnitOfWork unit = db.store.begin()) {
      run(unit, "CREATE TABLE account (id INT PRIMARY KEY, amount INT, name VARCHAR UNIQUE)");
      run(unit, "CREATE SEQUENCE ids START WITH 10");
      run(unit, "INSERT INTO account VALUES (1, 0, 'one')");
      unit.commit();
    }
  }

  private static void run(UnitOfWork unit, String sql) {
    try (Statement statement = unit.transaction().connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }
}
