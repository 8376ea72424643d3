/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 12 or later. */
public final class PostgresServer extends DatabaseServer {
  private static final String NAME = "postgres";
  private static final String WAY_OUT = "integration-tests/install-servers postgresql installs it";
  private static final int PORT = 5432;
  private static final int SYNCFS_SINCE = 14;

  private PostgresServer(Address address, @Nullable ServerProcess process) {
    super(address, process);
  }

  /**
   * The first of: the address in {@code duly.postgres.url}, {@code .user} and {@code .password} or
   * {@code DULY_POSTGRES_URL} and so on; a server on loopback that answers to what {@code PGHOST},
   * {@code PGPORT}, {@code PGUSER}, {@code PGPASSWORD} and {@code PGDATABASE} say, where one of
   * them is set; a server of our own.
   *
   * @throws ServerFailure if the given address does not answer, or nothing is found; it says what
   *     to do
   */
  public static PostgresServer find() {
    return find(Surroundings.ofThisProcess());
  }

  static PostgresServer find(Surroundings surroundings) {
    Address found = surroundings.find(NAME, standard(surroundings));
    return found == null ? own(surroundings) : new PostgresServer(found, null);
  }

  private static @Nullable Address standard(Surroundings surroundings) {
    List<String> names = List.of("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE");
    if (names.stream().noneMatch(surroundings.variables()::containsKey)) {
      return null;
    }
    String user = surroundings.variable("PGUSER", NAME);
    String url =
        "jdbc:postgresql://%s:%s/%s"
            .formatted(
                surroundings.variable("PGHOST", "127.0.0.1"),
                surroundings.variable("PGPORT", Integer.toString(PORT)),
                surroundings.variable("PGDATABASE", user));
    return new Address(url, user, surroundings.variable("PGPASSWORD", ""));
  }

  /**
   * Starts a server of our own from installed programs, of the newest version that is installed, or
   * from those in the directory {@code duly.postgres.bin} or {@code DULY_POSTGRES_BIN}: on
   * loopback, in a temporary directory, with fsync, with its defaults but for these settings.
   *
   * @param settings lines of {@code postgresql.conf}
   * @throws ServerFailure if PostgreSQL is not installed, with the command that installs it; if the
   *     directory that is given has not its programs; if it does not come up, with the end of its
   *     log
   */
  public static PostgresServer own(String... settings) {
    return own(Surroundings.ofThisProcess(), settings);
  }

  private static PostgresServer own(Surroundings surroundings, String... settings) {
    List<Path> versions = surroundings.versions("usr/lib/postgresql");
    Path initdb = surroundings.program(NAME, "initdb", versions, WAY_OUT);
    Path postgres = surroundings.program(NAME, "postgres", versions, WAY_OUT);
    ServerDirectory directory = ServerDirectory.create(NAME);
    String password = UUID.randomUUID().toString();
    int port = ServerProcess.freePort();
    Address address =
        new Address("jdbc:postgresql://127.0.0.1:" + port + "/" + NAME, NAME, password);
    String data = directory.path().resolve("data").toString();
    ServerProcess process =
        new ServerProcess(
            NAME,
            directory,
            List.of(
                postgres.toString(),
                "-D",
                data,
                "-c",
                "config_file=" + directory.path().resolve(ServerProcess.CONFIGURATION)),
            configuration(port, ProgramVersion.of(postgres).major()),
            // At once, but with its shared memory given back.
            "QUIT",
            () -> address.connect("connectTimeout", "5", "socketTimeout", "5").close());
    PostgresServer server = new PostgresServer(address, process);
    process.open(
        settings,
        () ->
            directory.run(
                List.of(
                    initdb.toString(),
                    "--pgdata=" + data,
                    "--username=" + NAME,
                    "--auth=scram-sha-256",
                    "--pwfile=" + directory.write("password", password),
                    "--encoding=UTF8",
                    "--locale=C",
                    // Only of the empty cluster: the server itself syncs what it commits.
                    "--no-sync")));
    return server;
  }

  private static List<String> configuration(int port, int version) {
    List<String> lines = new ArrayList<>();
    lines.add("listen_addresses = '127.0.0.1'");
    lines.add("port = " + port);
    lines.add("unix_socket_directories = ''");
    // What 12 and 13 come with, md5, does not go with the authentication by scram.
    lines.add("password_encryption = 'scram-sha-256'");
    lines.add("log_timezone = 'UTC'");
    lines.add("timezone = 'UTC'");
    // Not /dev/shm: it is small in containers, and a killed server would leave its share behind.
    lines.add("dynamic_shared_memory_type = mmap");
    if (version >= SYNCFS_SINCE) {
      // Before it recovers, a killed server syncs all it has: file by file that takes seconds.
      lines.add("recovery_init_sync_method = syncfs");
    }
    return lines;
  }

  @Override
  void dropDatabase(String name) throws SQLException {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'",
        "DROP DATABASE IF EXISTS " + name);
  }

  @Override
  int defaultPort() {
    return PORT;
  }

  @Override
  String stopSignal() {
    return "INT";
  }
}
