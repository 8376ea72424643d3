/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.existingcode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.userbuild.Repository;
import dev.duly.userbuild.UserBuild;
import dev.duly.userbuild.UserBuild.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services that never heard of Duly are built by Maven with one more jar, and learn what they lose.
 */
class ExistingCodeIT {
  private static final Path SERVICES = Path.of("src", "test", "services");
  private static final Path EXPECTED = Path.of("src", "test", "resources", "findings.txt");

  // [WARNING] /tmp/…/sqs/src/main/java/shop/EmailListener.java:[30,7] [SwallowedFailure] text
  private static final Pattern FINDING =
      Pattern.compile(
          "\\[(WARNING|ERROR)] .*/([\\w-]+/src/main/java/\\S+\\.java):\\[(\\d+),\\d+] \\[(\\w+)]"
              + " (.*)");

  @TempDir private Path directory;
  @TempDir private Path repository;

  @Test
  void everyServiceIsToldWhatItLoses() throws Exception {
    UserBuild services =
        UserBuild.of(
            directory,
            Repository.in(repository)
                .withPom("duly-bom", "runtime/bom")
                .withJar("duly-errorprone-checks", "errorprone-checks"),
            SERVICES);

    Outcome build = services.run("compile");

    assertThat(build.success()).as(build.output()).isTrue();
    assertThat(findingsOf(build.output())).containsExactlyElementsOf(expected());
  }

  /** Lines of the form {@code file:line check}, of Duly's checks only, sorted. */
  private static List<String> findingsOf(String output) {
    return output
        .lines()
        .map(FINDING::matcher)
        .filter(Matcher::matches)
        .filter(found -> isOfDuly(found.group(4)))
        .map(found -> found.group(2) + ":" + found.group(3) + " " + found.group(4))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isOfDuly(String check) {
    return Files.exists(Path.of("..", "..", "docs", "checks", check + ".md"));
  }

  private static List<String> expected() throws IOException {
    try (Stream<String> lines = Files.lines(EXPECTED)) {
      return lines.filter(line -> !line.isBlank()).sorted().toList();
    }
  }
}
