/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * A small process that ends a server and deletes its directory when this JVM is done with it, also
 * when the JVM is killed or halted, as test runners do, where no shutdown hook runs.
 */
final class Watchdog implements AutoCloseable {
  /** Every line read is the server's process now, or nothing; the end of input is the end of us. */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      server=
      while read -r line; do server=$line; done
      if [ -n "$server" ]; then
        kill -s CONT "$server"
        kill -s "$1" "$server"
        tries=0
        while kill -s 0 "$server" && [ $tries -lt 100 ]; do sleep 0.05; tries=$((tries + 1)); done
        kill -s KILL "$server"
      fi
      rm -rf "$2"
      """;

  private final Process process;
  private final OutputStream input;

  /**
   * @param signal how the server is told to end; after 5 s it is killed
   */
  Watchdog(ServerDirectory directory, String signal) {
    try {
      process =
          new ProcessBuilder(
                  "sh", "-c", SCRIPT, "duly-watchdog", signal, directory.path().toString())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      input = process.getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void watch(long pid) {
    say(Long.toString(pid));
  }

  /** To be said as soon as the server is dead: its number may soon be another's. */
  void forget() {
    say("");
  }

  private void say(String line) {
    try {
      input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the server and deletes its directory. */
  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ProcessTree.await("the end of the server", () -> !process.isAlive());
  }
}
