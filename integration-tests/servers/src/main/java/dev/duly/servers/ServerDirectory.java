/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The temporary directory of one server and the user it belongs to. */
final class ServerDirectory {
  private static final int ROOT = 0;
  private static final String NOBODY = "nobody";
  private static final int LOG_LINES = 40;
  private static final long PATIENCE_SECONDS = 60;

  private final Path path;
  private final boolean asNobody;

  private ServerDirectory(Path path, boolean asNobody) {
    this.path = path;
    this.asNobody = asNobody;
  }

  /** A new directory. Servers refuse to run as root: if we are root, it belongs to nobody. */
  static ServerDirectory create(String server) {
    try {
      Path path = Files.createTempDirectory("duly-" + server + "-");
      ServerDirectory directory =
          new ServerDirectory(path, Files.getAttribute(path, "unix:uid").equals(ROOT));
      directory.handOver(path);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new directory of whoever we are, for servers that do not mind and read what is ours. */
  static ServerDirectory createOwn(String server) {
    try {
      return new ServerDirectory(Files.createTempDirectory("duly-" + server + "-"), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handOver(Path file) throws IOException {
    if (asNobody) {
      Files.setOwner(
          file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
    }
  }

  Path path() {
    return path;
  }

  Path log() {
    return path.resolve("server.log");
  }

  Path write(String name, String content) {
    try {
      Path file = path.resolve(name);
      Files.writeString(file, content);
      handOver(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a command as the user of this directory; what it says goes to the log. */
  Process start(List<String> command) {
    List<String> all = new ArrayList<>();
    if (asNobody) {
      all.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=65534", "--clear-groups", "--"));
    }
    all.addAll(command);
    try {
      return new ProcessBuilder(all)
          .directory(path.toFile())
          .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
          .redirectErrorStream(true)
          .redirectOutput(Redirect.appendTo(log().toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a command to its end.
   *
   * @throws ServerFailure with its last words if it fails
   */
  void run(List<String> command) {
    Process process = start(command);
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw failure(command.get(0) + " does not end within " + PATIENCE_SECONDS + " s", null);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw failure(command.get(0) + " was interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw failure(command.get(0) + " ended with exit code " + process.exitValue(), null);
    }
  }

  /** A failure that shows the end of the log, which goes with the directory. */
  ServerFailure failure(String what, @Nullable Throwable cause) {
    List<String> lines;
    try {
      lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
    } catch (IOException e) {
      lines = List.of("unreadable: " + e);
    }
    List<String> end = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
    return new ServerFailure(what + "; the end of its log:\n" + String.join("\n", end), cause);
  }
}
