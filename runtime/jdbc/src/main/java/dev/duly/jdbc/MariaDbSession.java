/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.StartupException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a connection leads to, and how it is set. The servers' names of one thing differ, so all are
 * asked for.
 *
 * @param version as the server says it, such as {@code 10.11.6-MariaDB}
 */
record MariaDbSession(String version, Map<String, String> variables) {
  private static final String VARIABLES =
      "SHOW SESSION VARIABLES WHERE Variable_name IN ('read_only', 'super_read_only',"
          + " 'tx_read_only', 'transaction_read_only', 'tx_isolation', 'transaction_isolation',"
          + " 'sql_mode', 'max_allowed_packet')";

  private static final String NOT_TRANSACTIONAL =
      "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND"
          + " table_name LIKE 'duly\\_%' AND engine <> 'InnoDB' ORDER BY table_name";

  private static final List<String> READ_ONLY =
      List.of("read_only", "super_read_only", "tx_read_only", "transaction_read_only");
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)");

  // MariaDB 10.6 and MySQL 8 are the first that pass over locked rows.
  private static final int[] OLDEST_MARIADB = {10, 6};
  private static final int[] OLDEST_MYSQL = {8, 0};

  private static final Set<String> STRICT =
      Set.of("STRICT_TRANS_TABLES", "STRICT_ALL_TABLES", "TRADITIONAL");
  // Under these our statements mean something else, or nothing.
  private static final List<String> FOREIGN = List.of("SIMULTANEOUS_ASSIGNMENT", "ORACLE");

  MariaDbSession {
    variables = Map.copyOf(variables);
  }

  static MariaDbSession of(Connection connection) throws SQLException {
    DatabaseMetaData meta = connection.getMetaData();
    String product = meta.getDatabaseProductName();
    if (!Set.of("MariaDB", "MySQL").contains(product)) {
      throw unsupported("The database is " + product + " " + meta.getDatabaseMajorVersion() + ".");
    }
    try (Statement statement = connection.createStatement()) {
      String version;
      try (ResultSet row = statement.executeQuery("SELECT VERSION(), DATABASE()")) {
        row.next();
        version = row.getString(1);
        if (row.getString(2) == null) {
          throw new SQLException("no database is named", "3D000");
        }
      }
      Map<String, String> variables = new HashMap<>();
      try (ResultSet rows = statement.executeQuery(VARIABLES)) {
        while (rows.next()) {
          variables.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
        }
      }
      return new MariaDbSession(version, variables);
    }
  }

  boolean isMariaDb() {
    return version.contains("MariaDB");
  }

  boolean isReadCommitted() {
    return variables.containsValue("READ-COMMITTED");
  }

  /** How many bytes a statement may have. */
  int maxPacket() {
    return Integer.parseInt(variables.getOrDefault("max_allowed_packet", "1048576"));
  }

  /**
   * As {@link #requireUsable}, for a queue: its statements are blocks, which MySQL does not have.
   */
  void requireQueue() {
    if (!isMariaDb()) {
      throw new StartupException(
          "DulyStoreUnsupported",
          "The database is MySQL " + version + ", and the queue needs MariaDB.",
          "Use MariaDB 10.6 or newer for the queue; the store may stay where it is.");
    }
    requireUsable();
  }

  void requireUsable() {
    if (!isNewEnough()) {
      throw unsupported("The database is " + (isMariaDb() ? "" : "MySQL ") + version + ".");
    }
    if (READ_ONLY.stream().anyMatch(name -> !"OFF".equals(variables.getOrDefault(name, "OFF")))) {
      throw new StartupException(
          "DulyStoreReadOnly",
          "The database takes no writes: it is a replica, or set to read only.",
          "Name the primary, and a pool that may write.");
    }
    List<String> modes = List.of(variables.getOrDefault("sql_mode", "").split(","));
    if (modes.stream().noneMatch(STRICT::contains)) {
      throw wrongMode("cuts off what does not fit", "Add STRICT_TRANS_TABLES to it");
    }
    for (String foreign : FOREIGN) {
      if (modes.contains(foreign)) {
        throw wrongMode("changes what statements mean", "Take " + foreign + " out of it");
      }
    }
  }

  private boolean isNewEnough() {
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.find()) {
      return false;
    }
    int major = Integer.parseInt(numbers.group(1));
    int minor = Integer.parseInt(numbers.group(2));
    int[] oldest = isMariaDb() ? OLDEST_MARIADB : OLDEST_MYSQL;
    return major > oldest[0] || (major == oldest[0] && minor >= oldest[1]);
  }

  /** That our tables roll back: whoever has made them by hand may have made others. */
  static void requireTransactions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(NOT_TRANSACTIONAL)) {
      if (rows.next()) {
        throw new StartupException(
            "DulyStoreUnsupported",
            "The table " + rows.getString(1) + " is not InnoDB's: it has no transactions.",
            "Make it InnoDB's: ALTER TABLE " + rows.getString(1) + " ENGINE = InnoDB.");
      }
    }
  }

  private static StartupException unsupported(String fact) {
    return new StartupException(
        "DulyStoreUnsupported", fact, "Use MariaDB 10.6, MySQL 8, or newer.");
  }

  private static StartupException wrongMode(String fact, String wayOut) {
    return new StartupException(
        "DulyStoreUnsupported",
        "The sql_mode of the connections " + fact + ".",
        wayOut + ", for the server or in the pool.");
  }
}
