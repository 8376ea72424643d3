/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server ends with the JVM that started it, also when that is killed. */
final class AbandonedServerTest {
  @TempDir Path temporary;

  /** Starts a server, says its port and waits to be killed. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] args) throws IOException {
      DatabaseServer server =
          args[0].equals("postgres") ? PostgresServer.own() : MariaDbServer.own();
      System.out.println(server.port());
      System.in.read();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "mariadb"})
  void endsWithAKilledJvm(String kind) throws Exception {
    // For the user that the server runs as.
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    Process starter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                kind)
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader out = starter.inputReader(StandardCharsets.US_ASCII)) {
      int port = Integer.parseInt(out.readLine());
      assertThat(listens(port)).isTrue();
      starter.destroyForcibly().waitFor();
      await().until(() -> !listens(port));
      await().until(this::isEmpty);
    } finally {
      starter.destroyForcibly();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      return left.findAny().isEmpty();
    }
  }
}
