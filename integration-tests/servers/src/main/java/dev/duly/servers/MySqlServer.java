/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** MySQL 8.0 or later. */
public final class MySqlServer extends DatabaseServer {
  private static final String NAME = "mysql";
  private static final String WAY_OUT =
      "integration-tests/install-servers mysql-8.0 gets it and prints a directory: give that in"
          + " duly.mysql.bin";
  private static final int PORT = 3306;
  private static final String USER = "duly";

  private MySqlServer(Address address, @Nullable ServerProcess process) {
    super(address, process);
  }

  /**
   * The address in {@code duly.mysql.url}, {@code .user} and {@code .password} or {@code
   * DULY_MYSQL_URL} and so on, or else a server of our own.
   *
   * @throws ServerFailure if the given address does not answer, or nothing is found; it says what
   *     to do
   */
  public static MySqlServer find() {
    return find(Surroundings.ofThisProcess());
  }

  static MySqlServer find(Surroundings surroundings) {
    Address found = surroundings.find(NAME, null);
    return found == null ? own(surroundings) : new MySqlServer(found, null);
  }

  /**
   * Starts a server of our own from installed programs, or from those in the directory {@code
   * duly.mysql.bin} or {@code DULY_MYSQL_BIN}: on loopback, in a temporary directory, with its
   * defaults, which sync every commit, but for these settings.
   *
   * @param settings lines of {@code [mysqld]} in {@code my.cnf}
   * @throws ServerFailure if MySQL is not there, with the way to get it; if it does not come up,
   *     with the end of its log
   */
  public static MySqlServer own(String... settings) {
    return own(Surroundings.ofThisProcess(), settings);
  }

  private static MySqlServer own(Surroundings surroundings, String... settings) {
    List<Path> system = List.of(surroundings.programs().resolve("usr/sbin"));
    Path mysqld = surroundings.program(NAME, "mysqld", system, WAY_OUT);
    requireMySql(mysqld);
    ServerDirectory directory = ServerDirectory.create(NAME);
    String password = UUID.randomUUID().toString();
    int port = ServerProcess.freePort();
    Address address =
        new Address(
            "jdbc:mysql://127.0.0.1:"
                + port
                + "/mysql?sslMode=DISABLED&allowPublicKeyRetrieval=true",
            USER,
            password);
    Path data = directory.path().resolve("data");
    ServerProcess process =
        new ServerProcess(
            NAME,
            directory,
            List.of(
                mysqld.toString(),
                "--defaults-file=" + directory.path().resolve(ServerProcess.CONFIGURATION)),
            List.of(
                "[mysqld]",
                "datadir = " + data,
                "bind-address = 127.0.0.1",
                "port = " + port,
                "mysqlx = OFF",
                // Packages name a directory of the system, which need not be there.
                "secure-file-priv = NULL",
                "socket = " + directory.path().resolve("socket"),
                "pid-file = " + directory.path().resolve("pid"),
                "skip-name-resolve",
                "init-file = " + directory.write("users.sql", users(password))),
            "KILL",
            () -> address.connect("connectTimeout", "5000", "socketTimeout", "5000").close());
    MySqlServer server = new MySqlServer(address, process);
    process.open(
        settings,
        () ->
            directory.run(
                List.of(
                    mysqld.toString(),
                    "--no-defaults",
                    "--initialize-insecure",
                    "--datadir=" + data,
                    "--secure-file-priv=NULL",
                    // Only of the empty database, where it saves seconds: the server itself syncs.
                    "--innodb-flush-method=nosync")));
    return server;
  }

  /** The packages of MariaDB bring a program of this name too. */
  private static void requireMySql(Path mysqld) {
    if (ProgramVersion.of(mysqld).line().contains("MariaDB")) {
      throw new ServerFailure("no mysql here: " + mysqld + " is MariaDB's; " + WAY_OUT);
    }
  }

  private static String users(String password) {
    return """
        CREATE USER IF NOT EXISTS %1$s@'%%' IDENTIFIED BY '%2$s';
        GRANT ALL ON *.* TO %1$s@'%%' WITH GRANT OPTION;
        DROP USER IF EXISTS root@localhost;
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
