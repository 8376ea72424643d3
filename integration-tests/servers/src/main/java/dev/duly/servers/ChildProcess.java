/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JVM of its own; what it logs goes to a file. */
public final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;
  private final BufferedWriter in;
  private final Set<String> said = new HashSet<>();

  public ChildProcess(
      Class<?> main, Path log, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    this.process = builder.start();
    this.lines = process.inputReader(StandardCharsets.UTF_8);
    this.in = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** The next line; null at the end. */
  public @Nullable String line() throws IOException {
    String line = lines.readLine();
    if (line != null) {
      said.add(line);
    }
    return line;
  }

  /** Whether one of the lines that were read is this one. */
  public boolean said(String line) {
    return said.contains(line);
  }

  /** Writes a line to it. */
  public void say(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  /** Ends what it can read: a process may take that as a request to stop. */
  public void endInput() throws IOException {
    in.close();
  }

  /** SIGSTOP: it does nothing, and knows nothing of it. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    // The shell's own kill: not every machine has the program.
    int exitCode =
        new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid).inheritIO().start().waitFor();
    if (exitCode != 0) {
      throw new IOException("kill -" + name + " " + pid + " ended with " + exitCode);
    }
  }

  /** SIGKILL; what it said before stays to be read. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  public int exitValue() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() throws IOException {
    kill();
    process.onExit().join();
    lines.close();
    in.close();
  }
}
