/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every error the runtime can report has its place in docs/errors.md, and nothing else has. */
class ErrorPagesTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern ID = Pattern.compile("\"(Duly[A-Z][A-Za-z]+)\"");
  private static final Pattern HEADING = Pattern.compile("^### (Duly[A-Z][A-Za-z]+)$");

  @Test
  void idsAndHeadingsAreTheSame() throws IOException {
    SortedSet<String> headings = new TreeSet<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/errors.md"))) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        headings.add(heading.group(1));
      }
    }
    assertThat(headings).isEqualTo(idsInSources());
  }

  private static SortedSet<String> idsInSources() throws IOException {
    SortedSet<String> ids = new TreeSet<>();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(ROOT.resolve("runtime"))) {
      sources = files.filter(file -> file.toString().contains("src/main/java")).toList();
    }
    for (Path source : sources) {
      if (source.toString().endsWith(".java")) {
        Matcher id = ID.matcher(Files.readString(source));
        while (id.find()) {
          ids.add(id.group(1));
        }
      }
    }
    return ids;
  }
}
