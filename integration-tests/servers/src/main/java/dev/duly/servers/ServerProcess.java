/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server of ours: started, asked until it answers, killed with its children, paused. */
final class ServerProcess implements AutoCloseable {
  /** The configuration file, in the directory of the server. */
  static final String CONFIGURATION = "server.conf";

  private static final long PATIENCE_SECONDS = 60;
  private static final int LOWEST_PORT = 15_000;

  /**
   * Where the system begins to give ports to connections: one of them could be in the way of a
   * restart.
   */
  private static final int EPHEMERAL_PORTS = 32_768;

  private final String name;
  private final ServerDirectory directory;
  private final List<String> command;
  private final List<String> configuration;
  private final Question question;
  private final Watchdog watchdog;
  private @Nullable Process process;
  private boolean paused;

  /** What a server answers as soon as it is up. */
  interface Question {
    void ask() throws SQLException, IOException;
  }

  /**
   * @param configuration the lines that every start has
   * @param endSignal how the server is told to end at once when its data is not needed any more
   */
  ServerProcess(
      String name,
      ServerDirectory directory,
      List<String> command,
      List<String> configuration,
      String endSignal,
      Question question) {
    this.name = name;
    this.directory = directory;
    this.command = List.copyOf(command);
    this.configuration = List.copyOf(configuration);
    this.question = question;
    this.watchdog = new Watchdog(directory, endSignal);
  }

  static int freePort() {
    int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, EPHEMERAL_PORTS);
    while (isTaken(port)) {
      port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, EPHEMERAL_PORTS);
    }
    return port;
  }

  private static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Prepares the data and starts for the first time; a failure leaves nothing behind. */
  void open(String[] settings, Runnable preparation) {
    try {
      configure(settings);
      preparation.run();
      start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** From the next start on. Of two lines for one setting the last counts. */
  void configure(String... settings) {
    String lines = String.join("\n", configuration) + "\n" + String.join("\n", settings) + "\n";
    directory.write(CONFIGURATION, lines);
  }

  private boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Whether it can be asked something: it was started and is not paused. */
  boolean answers() {
    return isRunning() && !paused;
  }

  private Process running() {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException(name + " does not run; start() it first");
    }
    return process;
  }

  /**
   * Returns when the server answers.
   *
   * @throws ServerFailure with the end of its log if it ends, or does not answer within 60 s
   */
  void start() {
    if (isRunning()) {
      throw new IllegalStateException(name + " runs already");
    }
    Process started = directory.start(command);
    process = started;
    watchdog.watch(started.pid());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Exception answer = ask();
    while (answer != null) {
      if (ended(started)) {
        watchdog.forget();
        throw directory.failure(name + " ended with exit code " + started.exitValue(), answer);
      }
      if (System.nanoTime() - deadline > 0) {
        kill();
        throw directory.failure(name + " does not answer after " + PATIENCE_SECONDS + " s", answer);
      }
      answer = ask();
    }
  }

  private @Nullable Exception ask() {
    try {
      question.ask();
      return null;
    } catch (SQLException | IOException e) {
      return e;
    }
  }

  /** Waits a moment for the end, which is the pause between two questions too. */
  private boolean ended(Process started) {
    try {
      return started.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new ServerFailure("interrupted while " + name + " started", e);
    }
  }

  void kill() {
    Process killed = running();
    ProcessTree.kill(killed.toHandle());
    awaitEnd(killed);
  }

  /** Tells the server to end in good order. */
  void stop(String signal) {
    Process stopped = running();
    ProcessTree.signal(signal, List.of(stopped.toHandle()));
    awaitEnd(stopped);
  }

  private void awaitEnd(Process ending) {
    ProcessTree.await("the end of " + name, () -> !ending.isAlive());
    watchdog.forget();
    paused = false;
  }

  void pause() {
    ProcessTree.pause(running().toHandle());
    paused = true;
  }

  void resume() {
    ProcessTree.resume(running().toHandle());
    paused = false;
  }

  /** Ends the server, if it still runs, and deletes its directory. */
  @Override
  public void close() {
    if (isRunning()) {
      resume();
    }
    watchdog.close();
  }
}
