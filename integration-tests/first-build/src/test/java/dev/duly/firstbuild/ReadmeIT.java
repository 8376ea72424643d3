/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.firstbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.userbuild.UserBuild.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what a build says and what the processor writes. */
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path directory;
  @TempDir private Path repositoryDirectory;

  @Test
  void theTourIsTrue() throws Exception {
    List<String> java = blocks("java");
    String message = java.get(0);
    String handler = java.get(1);
    String wiring = java.get(2);
    Project project = Project.copyOf("no-key", directory, Project.repository(repositoryDirectory));
    project.write("Billing.java", handler);

    project.write("OrderPlaced.java", message.replace("@IdempotencyKey ", ""));
    Outcome forgotten = project.compile();
    assertThat(forgotten.success()).as(forgotten.output()).isFalse();
    assertThat(blocks("")).anySatisfy(block -> assertShows(forgotten.output(), block));

    project.write("OrderPlaced.java", message);
    Outcome complete = project.compile();
    assertThat(complete.success()).as(complete.output()).isTrue();
    assertThat(project.generated("Billing_Wiring.java")).endsWith(wiring);
  }

  /** Every line of the block was printed; its paths are shortened. */
  private static void assertShows(String output, String block) {
    assertThat(block).contains("[IdempotencyKeyMissing]");
    for (String line : block.lines().map(String::strip).toList()) {
      assertThat(output).contains(line.replaceFirst("^\\[ERROR] .*/", ""));
    }
  }

  private static List<String> blocks(String language) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../../README.md")));
    List<String> found = new ArrayList<>();
    while (block.find()) {
      if (block.group(1).equals(language)) {
        found.add(block.group(2));
      }
    }
    return found;
  }
}
