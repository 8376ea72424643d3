/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own. */
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  ChildProcess(String... arguments) throws IOException {
    this(CrashChild.class, arguments);
  }

  ChildProcess(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    this.process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The next line; null at the end. */
  String line() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL; what it said before stays to be read, which {@link Process} itself would close. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    kill();
    process.onExit().join();
    lines.close();
  }
}
