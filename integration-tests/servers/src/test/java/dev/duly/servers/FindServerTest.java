/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where servers are looked for, in which order, and what is said when there is none. */
final class FindServerTest {
  private static final String NOBODY_LISTENS = "jdbc:postgresql://127.0.0.1:1/postgres";

  private static DatabaseServer postgres;
  private static DatabaseServer mariadb;

  @TempDir Path nothingInstalled;

  @BeforeAll
  static void startServers() {
    postgres = PostgresServer.own();
    mariadb = MariaDbServer.own();
  }

  @AfterAll
  static void closeServers() throws SQLException {
    postgres.close();
    mariadb.close();
  }

  /** A machine without programs: what is found there was there before. */
  private Surroundings machine(Map<String, String> properties, Map<String, String> variables) {
    Properties all = new Properties();
    all.putAll(properties);
    return new Surroundings(all, variables, nothingInstalled);
  }

  private static Map<String, String> address(
      DatabaseServer server, String url, String user, String password) {
    return Map.of(url, server.url(), user, server.user(), password, server.password());
  }

  private static void assertUsable(DatabaseServer found) throws SQLException {
    String url;
    try (Database database = found.createDatabase();
        Connection connection = database.connect()) {
      assertThat(connection.isValid(10)).isTrue();
      url = database.url();
    }
    assertThat(url).isNotEqualTo(found.url());
  }

  @Test
  void usesTheAddressInSystemProperties() throws SQLException {
    Surroundings machine =
        machine(
            address(postgres, "duly.postgres.url", "duly.postgres.user", "duly.postgres.password"),
            Map.of("DULY_POSTGRES_URL", NOBODY_LISTENS));
    try (DatabaseServer found = PostgresServer.find(machine)) {
      assertThat(found.url()).isEqualTo(postgres.url());
      assertUsable(found);
    }
  }

  @Test
  void usesTheAddressInTheEnvironment() throws SQLException {
    Surroundings machine =
        machine(
            Map.of(),
            address(mariadb, "DULY_MARIADB_URL", "DULY_MARIADB_USER", "DULY_MARIADB_PASSWORD"));
    try (DatabaseServer found = MariaDbServer.find(machine)) {
      assertThat(found.url()).isEqualTo(mariadb.url());
      assertUsable(found);
    }
  }

  @Test
  void anAddressThatDoesNotAnswerIsNotPassedOver() {
    Map<String, String> wrong =
        Map.of("duly.postgres.url", NOBODY_LISTENS, "duly.postgres.password", "s3cret");
    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> PostgresServer.find(machine(wrong, Map.of())))
        .withMessageContaining("duly.postgres.url")
        .withMessageContaining(NOBODY_LISTENS)
        .withMessageNotContaining("s3cret");
  }

  @Test
  void usesAServerOnLoopbackThatTheStandardVariablesName() throws SQLException {
    Map<String, String> variables =
        Map.of(
            "PGPORT", Integer.toString(postgres.port()),
            "PGUSER", postgres.user(),
            "PGPASSWORD", postgres.password());
    try (DatabaseServer found = PostgresServer.find(machine(Map.of(), variables))) {
      assertThat(found.port()).isEqualTo(postgres.port());
      assertUsable(found);
    }
  }

  @Test
  void leavesServersElsewhereAlone() {
    Map<String, String> variables = Map.of("PGHOST", "192.0.2.1", "PGPASSWORD", "s3cret");
    assertNotFound(machine(Map.of(), variables));
  }

  @Test
  void passesOverAStandardServerThatDoesNotAnswer() {
    assertNotFound(machine(Map.of(), Map.of("PGPORT", "1")));
  }

  private static void assertNotFound(Surroundings machine) {
    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> PostgresServer.find(machine))
        .withMessageContaining("integration-tests/install-servers postgresql installs it");
  }

  @Test
  void saysHowToGetAServerWhereThereIsNone() {
    assertNotFound(machine(Map.of(), Map.of("PATH", nothingInstalled.toString())));
    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> MariaDbServer.find(machine(Map.of(), Map.of())))
        .withMessageContaining("integration-tests/install-servers mariadb installs it");
    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> MySqlServer.find(machine(Map.of(), Map.of())))
        .withMessageContaining("integration-tests/install-servers mysql-8.0 gets it");
  }

  /** The packages of MariaDB bring one. */
  @Test
  void aProgramOfMySqlsNameThatIsMariaDbsIsNotTaken() throws IOException {
    Path mysqld = Files.createFile(nothingInstalled.resolve("mysqld"));
    Files.writeString(
        mysqld, "#!/bin/sh\necho mysqld  Ver 10.11.14-MariaDB for debian-linux-gnu\n");
    assertThat(mysqld.toFile().setExecutable(true)).isTrue();
    Map<String, String> path = Map.of("PATH", nothingInstalled.toString());
    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> MySqlServer.find(machine(Map.of(), path)))
        .withMessageContaining(mysqld + " is MariaDB's");
  }

  @Test
  void looksIntoTheDirectoryThatIsGivenAndNowhereElse() {
    String nothing = nothingInstalled.toString();
    Surroundings machine =
        new Surroundings(properties("duly.postgres.bin", nothing), System.getenv(), Path.of("/"));
    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> PostgresServer.find(machine))
        .withMessage("the directory given in duly.postgres.bin has no program initdb: " + nothing);
    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> MariaDbServer.find(machine(Map.of(), Map.of("DULY_MARIADB_BIN", "/no"))))
        .withMessageContaining("duly.mariadb.bin has no program mariadb-install-db: /no");
  }

  @Test
  void startsTheProgramsOfTheDirectoryThatIsGiven() throws Exception {
    Surroundings here = Surroundings.ofThisProcess();
    Path bin =
        here.program("postgres", "initdb", here.versions("usr/lib/postgresql"), "").getParent();
    Surroundings machine = machine(Map.of("duly.postgres.bin", bin.toString()), Map.of());
    try (DatabaseServer found = PostgresServer.find(machine)) {
      assertThat(found.isOurs()).isTrue();
      assertUsable(found);
    }
  }

  private static Properties properties(String name, String value) {
    Properties properties = new Properties();
    properties.setProperty(name, value);
    return properties;
  }

  @Test
  void takesTheNewestInstalledVersion() throws IOException {
    for (String version : new String[] {"9.6", "15", "14", "common"}) {
      Files.createDirectories(nothingInstalled.resolve("lib").resolve(version));
    }
    assertThat(machine(Map.of(), Map.of()).versions("lib"))
        .extracting(bin -> nothingInstalled.resolve("lib").relativize(bin).toString())
        .containsExactly("15/bin", "14/bin", "9.6/bin", "common/bin");
  }

  @Test
  void aServerOfOthersIsNotKilledOrPaused() throws SQLException {
    Map<String, String> given =
        address(postgres, "duly.postgres.url", "duly.postgres.user", "duly.postgres.password");
    try (DatabaseServer found = PostgresServer.find(machine(given, Map.of()))) {
      assertThat(found.isOurs()).isFalse();
      assertThatIllegalStateException()
          .isThrownBy(found::kill)
          .withMessageContaining("was not started here and cannot be killed");
      assertThatIllegalStateException().isThrownBy(found::pause).withMessageContaining("own()");
      assertUsable(found);
    }
  }

  @Test
  void aServerOfOthersIsLeftWithoutOurDatabases() throws SQLException {
    Map<String, String> given =
        address(mariadb, "duly.mariadb.url", "duly.mariadb.user", "duly.mariadb.password");
    Database forgotten;
    try (DatabaseServer found = MariaDbServer.find(machine(given, Map.of()))) {
      forgotten = found.createDatabase();
    }
    assertThatThrownBy(forgotten::connect).isInstanceOf(SQLException.class);
    assertUsable(mariadb);
  }
}
