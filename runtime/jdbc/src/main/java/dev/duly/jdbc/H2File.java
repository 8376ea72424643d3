/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.duly.runtime.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** Opens the H2 file of a directory. */
final class H2File {
  private static final String NAME = "duly";

  // The database closes when Duly closes it, not in a shutdown hook that runs beside the drain.
  // Dead chunks are kept for a second, not 45: at thousands of commits a second the file would grow
  // by gigabytes.
  private static final String SETTINGS =
      ";DB_CLOSE_ON_EXIT=FALSE;RETENTION_TIME=1000;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=64"
          + ";WRITE_DELAY="
          + ChunkWriter.NEVER_MILLIS;

  // Units of work are open while handlers run and may need a second connection meanwhile; with a
  // pool of their own they cannot starve the short statements they wait for.
  private static final int UNITS = 64;
  private static final int STATEMENTS = 16;

  private H2File() {}

  static Database open(DirectoryLock lock) {
    Path existing = lock.directory().resolve(NAME + ".mv.db");
    if (Files.exists(existing) && !Files.isWritable(existing)) {
      throw DirectoryLock.unusable(lock.directory(), "duly.mv.db is not writable", null);
    }
    JdbcDataSource source = new JdbcDataSource();
    DatabaseFile file = new DatabaseFile(lock.directory().resolve(NAME));
    source.setURL("jdbc:h2:" + file.name() + SETTINGS);
    source.setUser("duly");
    source.setPassword("");
    GroupCommit commits = commits(source, file, lock.directory());
    try {
      DataSource gated = commits.gated(source);
      Dialect dialect = new H2Dialect();
      new Schema(
              dialect,
              "db/h2/",
              List.of("V1__inbox_outbox_queue.sql", "V2__effects.sql", "V3__parking.sql"))
          .migrate(gated, commits);
      HikariDataSource units = pool("duly-units", gated, UNITS);
      HikariDataSource statements = pool("duly-statements", gated, STATEMENTS);
      return new Database(
          units, statements, commits, dialect, List.of(units, statements, commits, file, lock), 2);
    } catch (RuntimeException | Error e) {
      closeAfter(commits, e);
      closeAfter(file, e);
      throw e;
    }
  }

  private static GroupCommit commits(DataSource source, DatabaseFile file, Path directory) {
    Connection connection = null;
    try {
      connection = source.getConnection();
      return GroupCommit.over(connection, file);
    } catch (SQLException e) {
      closeAfter(connection, e);
      closeAfter(file, e);
      IOException unwritten = file.failure();
      throw unwritten == null
          ? refused(directory, e)
          : SqlFailures.unwritable(new FileUnwritable(unwritten));
    }
  }

  private static HikariDataSource pool(String name, DataSource source, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setAutoCommit(false);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
    return new HikariDataSource(config);
  }

  private static void closeAfter(@Nullable AutoCloseable resource, Throwable reason) {
    if (resource != null) {
      try {
        resource.close();
      } catch (Exception e) {
        reason.addSuppressed(e);
      }
    }
  }

  private static StartupException refused(Path directory, SQLException e) {
    return switch (e.getErrorCode()) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
          DirectoryLock.inUse(directory, "another program", e);
      case ErrorCode.FILE_VERSION_ERROR_1,
          ErrorCode.FILE_CORRUPTED_1,
          ErrorCode.WRONG_USER_OR_PASSWORD ->
          new StartupException(
              "DulyEmbeddedFile",
              "The file duly.mv.db in " + directory + " is not a database of Duly, or is damaged.",
              "Restore it from a backup, or name another directory.",
              e);
      default -> DirectoryLock.unusable(directory, "H2 cannot open it", e);
    };
  }
}
