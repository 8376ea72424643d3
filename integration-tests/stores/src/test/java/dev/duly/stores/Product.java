/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import com.mysql.cj.jdbc.MysqlDataSource;
import dev.duly.jdbc.MariaDb;
import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.store.Store;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.servers.MariaDbServer;
import dev.duly.servers.MySqlServer;
import dev.duly.servers.PostgresServer;
import dev.duly.stores.servers.ServerStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The servers that stores are proven on. */
public enum Product {
  POSTGRES,
  MARIADB,
  MYSQL;

  private static final String VARIABLES = "sessionVariables=";

  /** A server that was found, or one of our own. */
  public DatabaseServer find() {
    return switch (this) {
      case POSTGRES -> PostgresServer.find();
      case MARIADB -> MariaDbServer.find();
      case MYSQL -> MySqlServer.find();
    };
  }

  /** One of our own, with room for many connections. */
  public DatabaseServer own() {
    // All servers take this line, each in its own file.
    String room = "max_connections = 200";
    return switch (this) {
      case POSTGRES -> PostgresServer.own(room);
      case MARIADB -> MariaDbServer.own(room);
      case MYSQL -> MySqlServer.own(room);
    };
  }

  /** A store with a pool of its own. */
  Store store(String url, String user, String password) {
    return ServerStore.open(url, user, password);
  }

  public Store store(Database database) {
    return store(database.url(), database.user(), database.password());
  }

  Store store(DataSource source) {
    return this == POSTGRES ? PostgreSql.store(source) : MariaDb.store(source);
  }

  /**
   * Connections without a pool, which commit each statement.
   *
   * @param isolation as in SQL, in small letters
   */
  public DataSource source(Database database, String isolation) throws SQLException {
    String level = isolation.toUpperCase(Locale.ROOT).replace(' ', '-');
    return switch (this) {
      case POSTGRES -> {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        source.setOptions("-c default_transaction_isolation=" + isolation.replace(" ", "\\ "));
        yield source;
      }
      case MARIADB -> {
        MariaDbDataSource source =
            new MariaDbDataSource(database.url() + "&transactionIsolation=" + level);
        source.setUser(database.user());
        source.setPassword(database.password());
        yield source;
      }
      case MYSQL -> {
        MysqlDataSource source = new MysqlDataSource();
        source.setUrl(withVariable(database.url(), "transaction_isolation='" + level + "'"));
        source.setUser(database.user());
        source.setPassword(database.password());
        yield source;
      }
    };
  }

  /** There may be one list of variables in a URL. */
  private static String withVariable(String url, String variable) {
    return url.contains(VARIABLES)
        ? url.replace(VARIABLES, VARIABLES + variable + ",")
        : url + "&" + VARIABLES + variable;
  }

  /** Ends whoever is connected, as a server does when a process dies. */
  public void endConnections(Database database) throws SQLException {
    String others =
        this == POSTGRES
            ? "SELECT 'SELECT pg_terminate_backend(' || pid || ')' FROM pg_stat_activity WHERE"
                + " datname = current_database() AND pid <> pg_backend_pid()"
            : "SELECT CONCAT('KILL CONNECTION ', id) FROM information_schema.processlist WHERE db ="
                + " DATABASE() AND id <> CONNECTION_ID()";
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      List<String> ends = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(others)) {
        while (rows.next()) {
          ends.add(rows.getString(1));
        }
      }
      for (String end : ends) {
        statement.execute(end);
      }
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
