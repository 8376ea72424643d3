/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** MariaDB 10.6 or later. */
public final class MariaDbServer extends DatabaseServer {
  private static final String NAME = "mariadb";
  private static final String WAY_OUT = "integration-tests/install-servers mariadb installs it";
  private static final int PORT = 3306;
  private static final String USER = "duly";

  private MariaDbServer(Address address, @Nullable ServerProcess process) {
    super(address, process);
  }

  /**
   * The first of: the address in {@code duly.mariadb.url}, {@code .user} and {@code .password} or
   * {@code DULY_MARIADB_URL} and so on; a server on loopback that answers to what {@code
   * MYSQL_HOST}, {@code MYSQL_TCP_PORT}, {@code MYSQL_USER} and {@code MYSQL_PWD} say, where one of
   * them is set; a server of our own.
   *
   * @throws ServerFailure if the given address does not answer, or nothing is found; it says what
   *     to do
   */
  public static MariaDbServer find() {
    return find(Surroundings.ofThisProcess());
  }

  static MariaDbServer find(Surroundings surroundings) {
    Address found = surroundings.find(NAME, standard(surroundings));
    return found == null ? own(surroundings) : new MariaDbServer(found, null);
  }

  private static @Nullable Address standard(Surroundings surroundings) {
    List<String> names = List.of("MYSQL_HOST", "MYSQL_TCP_PORT", "MYSQL_USER", "MYSQL_PWD");
    if (names.stream().noneMatch(surroundings.variables()::containsKey)) {
      return null;
    }
    String url =
        "jdbc:mariadb://%s:%s/mysql"
            .formatted(
                surroundings.variable("MYSQL_HOST", "127.0.0.1"),
                surroundings.variable("MYSQL_TCP_PORT", Integer.toString(PORT)));
    return new Address(
        url, surroundings.variable("MYSQL_USER", "root"), surroundings.variable("MYSQL_PWD", ""));
  }

  /**
   * Starts a server of our own from installed programs, or from those in the directory {@code
   * duly.mariadb.bin} or {@code DULY_MARIADB_BIN}: on loopback, in a temporary directory, with its
   * defaults, which sync every commit, but for these settings.
   *
   * @param settings lines of {@code [mariadbd]} in {@code my.cnf}
   * @throws ServerFailure if MariaDB is not installed, with the command that installs it; if the
   *     directory that is given has not its programs; if it does not come up, with the end of its
   *     log
   */
  public static MariaDbServer own(String... settings) {
    return own(Surroundings.ofThisProcess(), settings);
  }

  private static MariaDbServer own(Surroundings surroundings, String... settings) {
    // Not on the path of an ordinary user.
    List<Path> system = List.of(surroundings.programs().resolve("usr/sbin"));
    Path install = surroundings.program(NAME, "mariadb-install-db", system, WAY_OUT);
    Path mariadbd = surroundings.program(NAME, "mariadbd", system, WAY_OUT);
    ServerDirectory directory = ServerDirectory.create(NAME);
    String password = UUID.randomUUID().toString();
    int port = ServerProcess.freePort();
    Address address =
        new Address("jdbc:mariadb://127.0.0.1:" + port + "/mysql?sslMode=disable", USER, password);
    Path data = directory.path().resolve("data");
    ServerProcess process =
        new ServerProcess(
            NAME,
            directory,
            List.of(
                mariadbd.toString(),
                "--defaults-file=" + directory.path().resolve(ServerProcess.CONFIGURATION)),
            List.of(
                "[mariadbd]",
                "datadir = " + data,
                "bind-address = 127.0.0.1",
                "port = " + port,
                "socket = " + directory.path().resolve("socket"),
                "pid-file = " + directory.path().resolve("pid"),
                "skip-name-resolve",
                "init-file = " + directory.write("users.sql", users(password))),
            "KILL",
            () -> address.connect("connectTimeout", "5000", "socketTimeout", "5000").close());
    MariaDbServer server = new MariaDbServer(address, process);
    process.open(
        settings,
        () ->
            directory.run(
                List.of(
                    install.toString(),
                    "--no-defaults",
                    "--datadir=" + data,
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    // Only of the empty database, where it saves seconds: the server itself syncs.
                    "--debug-no-sync")));
    return server;
  }

  private static String users(String password) {
    return """
        CREATE USER IF NOT EXISTS %1$s@'%%' IDENTIFIED BY '%2$s';
        GRANT ALL ON *.* TO %1$s@'%%' WITH GRANT OPTION;
        DROP USER IF EXISTS root@localhost, root@'127.0.0.1', root@'::1';
        """
        .formatted(USER, password);
  }

  @Override
  void dropDatabase(String name) throws SQLException {
    SharedDatabase.drop(this, name);
  }

  @Override
  int defaultPort() {
    return PORT;
  }

  @Override
  String stopSignal() {
    return "TERM";
  }
}
