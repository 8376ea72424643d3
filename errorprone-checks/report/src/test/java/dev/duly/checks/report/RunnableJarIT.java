/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar by itself, in a JVM of its own. */
class RunnableJarIT {
  @TempDir private Path dir;

  private Run jar(String... args) throws IOException, InterruptedException {
    Path log = Files.writeString(dir.resolve("build.txt"), Run.log("javac.txt"));
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A console that cannot show every character must not change the report.
    command.add("-Dfile.encoding=ISO-8859-1");
    command.add("-jar");
    command.add(System.getProperty("report.jar"));
    command.addAll(List.of(args));
    int status =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectInput(log.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Run(
        status,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.ISO_8859_1));
  }

  @Test
  void reportsWhatStandardInputSays() throws IOException, InterruptedException {
    Run run = jar("--fail-on", "error");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.results()).isEqualTo(Run.fed(Run.log("javac.txt")).results()).hasSize(4);
    assertThat(run.out()).contains("because = \\\"…\\\"");
    assertThat(run.report().at("/runs/0/tool/driver/version").stringValue()).matches("\\d.*");
  }

  @Test
  void readsABaseline() throws IOException, InterruptedException {
    Files.writeString(dir.resolve("baseline.sarif"), jar().out());
    Run run = jar("--baseline", "baseline.sarif", "--fail-on", "new", "--summary");
    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("4 findings, 0 new");
  }

  @Test
  void refusesInOneSentence() throws IOException, InterruptedException {
    Run run = jar("missing.txt");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly("duly-checks-report: Cannot read missing.txt: there is no missing.txt.");
  }
}
