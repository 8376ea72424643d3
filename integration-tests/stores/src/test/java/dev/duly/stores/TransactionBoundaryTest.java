/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.duly.jdbc.MariaDb;
import dev.duly.jdbc.PostgreSql;
import dev.duly.jdbc.TransactionBoundary;
import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.FailureCause;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The units of a store are transactions of the application's manager: Spring's, and one that is
 * written by hand.
 */
class TransactionBoundaryTest {
  private static final TransactionDefinition ITS_OWN =
      new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

  /** As docs/stores.md shows it. */
  record SpringBoundary(PlatformTransactionManager manager, DataSource source)
      implements TransactionBoundary {
    @Override
    public Begun begin() {
      TransactionStatus status = manager.getTransaction(ITS_OWN);
      Connection connection = DataSourceUtils.getConnection(source);
      return new Begun() {
        @Override
        public Connection connection() {
          return connection;
        }

        @Override
        public void commit() {
          manager.commit(status);
        }

        @Override
        public void rollback() {
          manager.rollback(status);
        }
      };
    }
  }

  /** Binds one connection to each thread. */
  private static final class ByHand implements TransactionBoundary {
    @SuppressWarnings("ThreadLocalUsage") // Each manager binds its own.
    private final ThreadLocal<Connection> bound = new ThreadLocal<>();

    private final DataSource source;

    ByHand(DataSource source) {
      this.source = source;
    }

    Connection bound() {
      return bound.get();
    }

    @Override
    public Begun begin() throws SQLException {
      Connection connection = source.getConnection();
      connection.setAutoCommit(false);
      bound.set(connection);
      return new Begun() {
        @Override
        public Connection connection() {
          return connection;
        }

        @Override
        public void commit() throws SQLException {
          try (connection) {
            bound.remove();
            connection.commit();
          }
        }

        @Override
        public void rollback() throws SQLException {
          try (connection) {
            bound.remove();
            connection.rollback();
          }
        }
      };
    }
  }

  private static Store store(Product product, DataSource source, TransactionBoundary boundary) {
    return product == Product.POSTGRES
        ? PostgreSql.store(source, boundary)
        : MariaDb.store(source, boundary);
  }

  @EachProduct
  void whatSpringsTemplateWritesSharesTheTransaction(Product product) throws Exception {
    try (DatabaseServer server = product.find();
        Database database = server.createDatabase()) {
      DataSource source = product.source(database, "read committed");
      JdbcTemplate jdbc = new JdbcTemplate(source);
      jdbc.execute("CREATE TABLE booked (id VARCHAR(20) PRIMARY KEY)");
      PlatformTransactionManager manager = new DataSourceTransactionManager(source);
      try (Store store = store(product, source, new SpringBoundary(manager, source))) {
        try (UnitOfWork unit = store.begin()) {
          assertThat(claim(unit)).isEqualTo(Claim.FRESH);
          jdbc.update("INSERT INTO booked VALUES ('given up')");
          unit.enqueue(List.of(message()));
        }
        assertThat(booked(jdbc)).isEmpty();
        assertThat(store.outbox(10)).isEmpty();

        try (UnitOfWork unit = store.begin()) {
          assertThat(claim(unit)).isEqualTo(Claim.FRESH);
          jdbc.update("INSERT INTO booked VALUES ('a')");
          // One that takes part in whatever runs, as @Transactional does.
          new TransactionTemplate(manager)
              .executeWithoutResult(s -> jdbc.update("INSERT INTO booked VALUES ('b')"));
          unit.enqueue(List.of(message()));
          unit.commit();
        }
        assertThat(booked(jdbc)).containsExactlyInAnyOrder("a", "b");
        assertThat(store.outbox(10)).hasSize(1);
        try (UnitOfWork unit = store.begin()) {
          assertThat(claim(unit)).isEqualTo(Claim.DUPLICATE);
        }
      }
    }
  }

  @EachProduct
  void whatSomebodyHasMarkedToBeRolledBackIsNotCommitted(Product product) throws Exception {
    try (DatabaseServer server = product.find();
        Database database = server.createDatabase()) {
      DataSource source = product.source(database, "read committed");
      PlatformTransactionManager manager = new DataSourceTransactionManager(source);
      try (Store store = store(product, source, new SpringBoundary(manager, source))) {
        try (UnitOfWork unit = store.begin()) {
          assertThat(claim(unit)).isEqualTo(Claim.FRESH);
          new TransactionTemplate(manager).executeWithoutResult(TransactionStatus::setRollbackOnly);
          assertThatExceptionOfType(StoreException.class).isThrownBy(unit::commit);
        }
        try (UnitOfWork unit = store.begin()) {
          assertThat(claim(unit)).isEqualTo(Claim.FRESH);
        }
      }
    }
  }

  @EachProduct
  void aTransactionThatAHandlerEndsIsNoticed(Product product) throws Exception {
    try (DatabaseServer server = product.find();
        Database database = server.createDatabase()) {
      DataSource source = product.source(database, "read committed");
      JdbcTemplate jdbc = new JdbcTemplate(source);
      TransactionBoundary boundary =
          new SpringBoundary(new DataSourceTransactionManager(source), source);
      try (Store store = store(product, source, boundary);
          UnitOfWork unit = store.begin()) {
        assertThat(claim(unit)).isEqualTo(Claim.FRESH);
        jdbc.execute("COMMIT");
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(unit::commit)
            .withMessageContaining("DulyTransactionEnded");
      }
    }
  }

  @EachProduct
  void whatTheDatabaseDoesToATemplateIsSeenThrough(Product product) throws Exception {
    try (DatabaseServer server = product.find();
        Database database = server.createDatabase();
        Connection other = database.connect()) {
      DataSource source = product.source(database, "read committed");
      JdbcTemplate jdbc = new JdbcTemplate(source);
      jdbc.execute("CREATE TABLE booked (id VARCHAR(20) PRIMARY KEY)");
      jdbc.update("INSERT INTO booked VALUES ('a')");
      other.setAutoCommit(false);
      var unused = other.createStatement().executeUpdate("UPDATE booked SET id = 'b'");
      TransactionBoundary boundary =
          new SpringBoundary(new DataSourceTransactionManager(source), source);
      try (Store store = store(product, source, boundary)) {
        assertThat(causeOf(store, jdbc, "SELECT * FROM booked FOR UPDATE NOWAIT"))
            .isEqualTo(FailureCause.PASSING);
        assertThat(causeOf(store, jdbc, "SELECT * FROM no_such_table"))
            .isEqualTo(FailureCause.HANDLER);
      }
      other.rollback();
    }
  }

  @EachProduct
  void aManagerWrittenByHandDoes(Product product) throws Exception {
    try (DatabaseServer server = product.find();
        Database database = server.createDatabase()) {
      DataSource source = product.source(database, "read committed");
      JdbcTemplate jdbc = new JdbcTemplate(source);
      jdbc.execute("CREATE TABLE booked (id VARCHAR(20) PRIMARY KEY)");
      ByHand manager = new ByHand(source);
      try (Store store = store(product, source, manager)) {
        for (boolean commits : new boolean[] {false, true}) {
          try (UnitOfWork unit = store.begin()) {
            assertThat(claim(unit)).isEqualTo(Claim.FRESH);
            try (var insert = manager.bound().createStatement()) {
              insert.execute("INSERT INTO booked VALUES ('a')");
            }
            if (commits) {
              unit.commit();
            }
          }
          assertThat(manager.bound()).isNull();
          assertThat(booked(jdbc)).hasSize(commits ? 1 : 0);
        }
      }
    }
  }

  @EachProduct
  void aManagerThatBeginsNothingIsRefused(Product product) throws Exception {
    try (DatabaseServer server = product.find();
        Database database = server.createDatabase();
        Connection plain = database.connect()) {
      DataSource source = product.source(database, "read committed");
      TransactionBoundary none =
          () ->
              new TransactionBoundary.Begun() {
                @Override
                public Connection connection() {
                  return plain;
                }

                @Override
                public void commit() {}

                @Override
                public void rollback() {}
              };
      try (Store store = store(product, source, none)) {
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(store::begin)
            .withStackTraceContaining("auto-commit is on");
      }
    }
  }

  private static FailureCause causeOf(Store store, JdbcTemplate jdbc, String query) {
    try (UnitOfWork unit = store.begin()) {
      return unit.causeOf(catchThrowable(() -> jdbc.queryForList(query)));
    }
  }

  private static Claim claim(UnitOfWork unit) {
    return unit.claim(
            List.of(new ClaimRequest("scope", KeyDigest.of("o-1"), Duration.ofDays(7), false)))
        .get(0);
  }

  private static List<String> booked(JdbcTemplate jdbc) {
    return jdbc.queryForList("SELECT id FROM booked", String.class);
  }

  private static Outgoing message() {
    return new Outgoing("channel", "message", null, "key", Map.of(), new byte[] {1});
  }
}
