/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A database server that tests use: one that was found, or one of our own, which ends with this
 * JVM. Only one of our own can be killed, paused, stopped or given settings.
 */
public abstract sealed class DatabaseServer implements AutoCloseable
    permits PostgresServer, MariaDbServer, MySqlServer {
  private final Address address;
  private final @Nullable ServerProcess process;
  private final Set<String> databases = ConcurrentHashMap.newKeySet();

  DatabaseServer(Address address, @Nullable ServerProcess process) {
    this.address = address;
    this.process = process;
  }

  /** The JDBC URL of the server, in a database for administration. */
  public final String url() {
    return address.url();
  }

  /** A user who may create databases and users. */
  public final String user() {
    return address.user();
  }

  public final String password() {
    return address.password();
  }

  public final String host() {
    return uri().getHost();
  }

  public final int port() {
    int port = uri().getPort();
    return port < 0 ? defaultPort() : port;
  }

  private URI uri() {
    return Address.uri(url());
  }

  /** A new connection, in a database for administration. */
  public final Connection connect() throws SQLException {
    return address.connect();
  }

  /** Whether this server was started here, and so may be killed and paused. */
  public final boolean isOurs() {
    return process != null;
  }

  /**
   * A new, empty database of a name of its own.
   *
   * @throws SQLException if the user may not create one
   */
  public final Database createDatabase() throws SQLException {
    String name = "duly_" + UUID.randomUUID().toString().replace("-", "");
    execute("CREATE DATABASE " + name);
    databases.add(name);
    Address own = address.inDatabase(name);
    return new Database(own.url(), own.user(), own.password(), name, this);
  }

  /** Drops a database; on a server of our own that does not answer it goes with the server. */
  final void drop(String database) throws SQLException {
    if (databases.remove(database) && (process == null || process.answers())) {
      dropDatabase(database);
    }
  }

  abstract void dropDatabase(String name) throws SQLException;

  abstract int defaultPort();

  final void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /**
   * SIGKILL to the server and all its processes; returns when none is left. This is not a power
   * failure: what the server has written to the operating system is not lost.
   *
   * @throws IllegalStateException if the server is not ours, or does not run
   */
  public final void kill() {
    ours("killed").kill();
  }

  /**
   * Ends the server in good order, without waiting for its clients; what they have open is rolled
   * back.
   *
   * @throws IllegalStateException if the server is not ours, or does not run
   */
  public final void stop() {
    ours("stopped").stop(stopSignal());
  }

  abstract String stopSignal();

  /**
   * Starts the server again, after {@link #kill} or {@link #stop}, on the same data and port, and
   * waits until it answers, 60 s at most.
   *
   * @throws IllegalStateException if the server is not ours, or runs
   * @throws ServerFailure with the end of its log if it does not come up
   */
  public final void start() {
    ours("started").start();
  }

  /**
   * SIGSTOP to the server and all its processes: it keeps its connections and says nothing.
   *
   * @throws IllegalStateException if the server is not ours, or does not run
   */
  public final void pause() {
    ours("paused").pause();
  }

  /**
   * Lets a paused server go on.
   *
   * @throws IllegalStateException if the server is not ours, or does not run
   */
  public final void resume() {
    ours("resumed").resume();
  }

  /**
   * Lines for the server's configuration file, in place of those given before; they hold from the
   * next start on.
   *
   * @throws IllegalStateException if the server is not ours
   */
  public final void settings(String... lines) {
    ours("given settings").configure(lines);
  }

  private ServerProcess ours(String what) {
    if (process == null) {
      throw new IllegalStateException(
          address
              + " was not started here and cannot be "
              + what
              + "; use own() for a server of your own");
    }
    return process;
  }

  /** Drops the databases made here that are left, or ends the server with all it has. */
  @Override
  public final void close() throws SQLException {
    if (process != null) {
      process.close();
    } else {
      for (String database : Set.copyOf(databases)) {
        drop(database);
      }
    }
  }

  @Override
  public final String toString() {
    return address.toString();
  }
}
