/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's program says of itself when asked for its version.
 *
 * @param line such as {@code postgres (PostgreSQL) 12.22}
 */
record ProgramVersion(String line) {
  private static final Pattern NUMBER = Pattern.compile("(?<=[ -])(\\d+)\\.\\d+");

  /**
   * @throws ServerFailure if it does not run, with its last words
   */
  static ProgramVersion of(Path program) {
    try {
      Process process =
          new ProcessBuilder(List.of(program.toString(), "--version"))
              .redirectErrorStream(true)
              .start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new ServerFailure(program + " does not run: " + said);
      }
      return new ProgramVersion(said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("interrupted while " + program + " said its version", e);
    }
  }

  /** The first number of the version; 0 if the program names none. */
  int major() {
    Matcher number = NUMBER.matcher(line);
    return number.find() ? Integer.parseInt(number.group(1)) : 0;
  }
}
