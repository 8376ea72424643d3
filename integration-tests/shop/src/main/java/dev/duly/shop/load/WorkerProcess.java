/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import dev.duly.shop.problem.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker in a JVM of its own. It ends when this process does, in whatever way that happens. */
final class WorkerProcess {
  private static final String GREETING = "shop open on ";
  private static final int BAD_INPUT = 2;
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final URI address;

  private WorkerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a worker and waits until its shop is open.
   *
   * @throws BadInput with the worker's own words, if it could not use what it was given
   */
  static WorkerProcess start(LoadSettings settings) throws IOException, InterruptedException {
    Path log = settings.directory().resolve("worker.log");
    long logged = Files.exists(log) ? Files.size(log) : 0;
    Process process =
        new ProcessBuilder(command(settings))
            .redirectError(Redirect.appendTo(log.toFile()))
            .start();
    try {
      // Not closed: the pipe lives as long as the worker.
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String line = out.readLine();
      if (line != null && line.startsWith(GREETING)) {
        return new WorkerProcess(process, URI.create(line.substring(GREETING.length())));
      }
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    throw failure(process, log, logged);
  }

  private static RuntimeException failure(Process process, Path log, long from)
      throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    byte[] all = Files.readAllBytes(log);
    String said = new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
    String last = said.lines().reduce("nothing", (before, line) -> line);
    return process.waitFor() == BAD_INPUT
        ? new BadInput(last)
        : new RunFailed(
            "the worker did not open; it said: " + last + " (all of it is in " + log + ")");
  }

  private static List<String> command(LoadSettings settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.duly.shop.Shop"));
    command.addAll(List.of("serve", "--stop-on-eof", "--accept-raw"));
    command.addAll(List.of("--dir", settings.directory().toString()));
    command.addAll(List.of("--port", Integer.toString(settings.port())));
    command.addAll(List.of("--seed", Long.toString(settings.seed())));
    command.addAll(List.of("--flaky", Double.toString(settings.flaky())));
    command.addAll(List.of("--credit-limit", settings.creditLimit().toPlainString()));
    if (!settings.books().isEmbedded()) {
      command.addAll(List.of("--store", "postgres"));
      command.addAll(List.of("--db-url", settings.books().url()));
      command.addAll(List.of("--db-user", settings.books().user()));
    }
    if (settings.data() != null) {
      command.addAll(List.of("--data", settings.data().toString()));
    }
    return command;
  }

  URI address() {
    return address;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL, where the system knows it: the worker gets no chance to do anything. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Ends the worker in good order.
   *
   * @throws RunFailed if it does not end so
   */
  void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new RunFailed("the worker did not close within " + PATIENCE_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new RunFailed("the worker closed with exit code " + process.exitValue());
    }
  }
}
