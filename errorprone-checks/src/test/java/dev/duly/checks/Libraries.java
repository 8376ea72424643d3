/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import dev.duly.MessageHandler;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The libraries' own jars, as the build lays them beside the tests. */
enum Libraries {
  CURRENT("current"),
  /** The majors before, where names have moved since: {@code javax}, Spring Cloud AWS 2. */
  PREVIOUS("previous");

  private final Path directory;

  Libraries(String name) {
    this.directory = Path.of("target", "frameworks", name);
  }

  /** A class path of them and Duly's annotations. */
  String classPath() {
    try (Stream<Path> jars = Files.list(directory)) {
      return Stream.concat(Stream.of(annotations()), jars.sorted())
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(
          directory + " is missing: run mvn process-test-resources -pl errorprone-checks -am", e);
    }
  }

  /** The source of the one type of Duly's runtime that examples name: it is built after this. */
  static String transaction() throws IOException {
    return Files.readString(
        Path.of("../runtime/core/src/main/java/dev/duly/runtime/Transaction.java"));
  }

  private static Path annotations() {
    try {
      return Path.of(
          MessageHandler.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
