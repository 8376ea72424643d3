/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.StartupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Brings the tables to the newest version: plain SQL scripts, one a version, that a person can also
 * run by hand. A script may be repeated, so one that was cut off does no harm.
 */
final class Schema {
  private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");
  private static final Pattern BODY = Pattern.compile("\\$\\$");
  private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*$", Pattern.MULTILINE);

  private final Dialect dialect;
  private final String folder;
  private final List<String> scripts;
  private final String versions;

  Schema(Dialect dialect, String folder, List<String> scripts) {
    this(dialect, folder, scripts, "duly_schema");
  }

  /** With the versions in a table of that name, which {@code dialect} makes. */
  Schema(Dialect dialect, String folder, List<String> scripts, String versions) {
    this.dialect = dialect;
    this.folder = folder;
    this.versions = versions;
    this.scripts = List.copyOf(scripts);
  }

  void migrate(DataSource source, Commits commits) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      while (step(connection, commits)) {
        // One version more.
      }
    } catch (SQLException e) {
      if (SqlFailures.hasItsOwnWayOut(e)) {
        throw SqlFailures.startup(e);
      }
      throw new StartupException(
          "DulySchemaFailed",
          "The tables could not be brought to version " + scripts.size() + ".",
          "The cause says what the database answered; the next start tries again.",
          e);
    }
  }

  /** Goes on by one version; whether it did. */
  private boolean step(Connection connection, Commits commits) throws SQLException {
    try {
      dialect.enterSchema(connection);
      return stepAlone(connection, commits);
    } finally {
      dialect.leaveSchema(connection);
    }
  }

  private boolean stepAlone(Connection connection, Commits commits) throws SQLException {
    int found = version(connection);
    if (found > scripts.size()) {
      throw new StartupException(
          "DulySchemaNewer",
          "The tables are of version " + found + "; this Duly knows up to " + scripts.size() + ".",
          "Run the version of Duly that wrote them, or a newer one.");
    }
    if (found < scripts.size()) {
      run(connection, scripts.get(found));
      record(connection, found + 1);
    }
    commits.commit(connection);
    return found < scripts.size();
  }

  private int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM " + versions)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void record(Connection connection, int version) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + versions + " (version, installed_at) VALUES (?, CURRENT_TIMESTAMP)")) {
      insert.setInt(1, version);
      insert.executeUpdate();
    }
  }

  private void run(Connection connection, String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements(COMMENT.matcher(read(script)).replaceAll(""))) {
        statement.execute(sql);
      }
    }
  }

  /** The body of a function stands between two {@code $$} and is one piece. */
  private static List<String> statements(String script) {
    List<String> statements = new ArrayList<>();
    String begun = "";
    for (String piece : END_OF_STATEMENT.split(script, -1)) {
      String sql = begun + piece;
      if (BODY.split(sql, -1).length % 2 == 0) {
        begun = sql + ";\n";
      } else {
        begun = "";
        if (!sql.isBlank()) {
          statements.add(sql);
        }
      }
    }
    return statements;
  }

  private String read(String script) {
    try (InputStream in = Schema.class.getClassLoader().getResourceAsStream(folder + script)) {
      if (in == null) {
        throw new StartupException(
            "DulySchemaFailed",
            "The script " + folder + script + " is not on the class path.",
            "Use an unchanged duly-jdbc jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StartupException(
          "DulySchemaFailed",
          "The script " + folder + script + " cannot be read.",
          "Use an unchanged duly-jdbc jar.",
          e);
    }
  }
}
