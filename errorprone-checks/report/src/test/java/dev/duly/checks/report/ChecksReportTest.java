/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options, files and exit status. */
class ChecksReportTest {
  private static final String WARNING = "A.java:3: warning: [Some] text\n";

  @TempDir private Path dir;
  private String log;

  @BeforeEach
  void writeLog() throws IOException {
    log = file("build.txt", Run.log("javac.txt"));
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content).toString();
  }

  @Test
  void aFileTheStandardInputAndSeveralLogsAreOneReport() {
    Run file = Run.of(log);
    assertThat(file.status()).isZero();
    assertThat(file.err()).isEmpty();
    assertThat(file.results()).hasSize(4);
    assertThat(Run.fed(Run.log("javac.txt"), "-")).isEqualTo(file);
    assertThat(Run.fed(Run.log("javac.txt"))).isEqualTo(file);
    assertThat(Run.fed(Run.log("javac.txt"), log, "-")).isEqualTo(file);
  }

  @Test
  void outReplacesTheFileAndLeavesNothingElse() throws IOException {
    Path out = Files.writeString(dir.resolve("report.sarif"), "old");
    Run run = Run.of("--out", out.toString(), log);
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(Files.readString(out)).isEqualTo(Run.of(log).out());
    assertThat(dir).isDirectoryNotContaining("glob:**report.sarif?*");
    assertThat(dir).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void anUnreadableLogLeavesTheOldReport() throws IOException {
    Path out = Files.writeString(dir.resolve("report.sarif"), "old");
    String missing = dir.resolve("missing.txt").toString();
    Run run = Run.of("--out", out.toString(), log, missing);
    assertThat(run)
        .isEqualTo(
            new Run(
                2,
                "",
                "duly-checks-report: Cannot read %s: there is no %s.%n"
                    .formatted(missing, missing)));
    assertThat(Files.readString(out)).isEqualTo("old");
  }

  @Test
  void whatCannotBeUsedIsOneSentence() throws IOException {
    refused("Cannot read " + dir, dir.toString());
    refused("Unknown option: '--nonsense'", "--nonsense");
    refused("Invalid value for option '--fail-on'", "--fail-on", "sometimes", log);
    refused("--fail-on new needs --baseline FILE", "--fail-on", "new", log);
    refused("Cannot use --root " + log, "--root", log, log);
    refused("Cannot write " + dir, "--out", dir.toString(), log);
    refused("there is no such directory", "--out", dir.resolve("no/report.sarif").toString(), log);
    refused("Cannot read the baseline", "--baseline", dir.resolve("no.sarif").toString(), log);
    refused("it is not JSON", "--baseline", log, log);
    refused("it is not SARIF 2.1.0", "--baseline", file("a.json", "{}"), log);
    String foreign = "{\"version\": \"2.1.0\", \"runs\": []}";
    refused("it has no run of duly-checks", "--baseline", file("b.json", foreign), log);
  }

  private static void refused(String sentence, String... args) {
    Run run = Run.of(args);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(sentence).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "javac.txt, error, 1",
    "javac.txt, warning, 1",
    "javac.txt, never, 0",
    "warning, error, 0",
    "warning, warning, 1",
    "nothing, warning, 0"
  })
  void failOn(String name, String failOn, int status) {
    String text =
        switch (name) {
          case "warning" -> WARNING;
          case "nothing" -> "BUILD SUCCESS\n";
          default -> Run.log(name);
        };
    Run run = Run.fed(text, "--checks", "all", "--fail-on", failOn);
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.report().path("version").stringValue()).isEqualTo("2.1.0");
  }

  @Test
  void findingsDoNotFailUnlessAsked() {
    assertThat(Run.of(log).status()).isZero();
  }

  @Test
  void summary() {
    Run run = Run.of("--summary", "--checks", "all", log);
    assertThat(run.err().lines())
        .containsExactly(
            "AmbiguousKey           error         1",
            "ArrayToString          error         1",
            "CheckReturnValue       error         2",
            "DeadException          error         1",
            "FormatString           error         1",
            "IdempotencyKeyMissing  error         1",
            "ReturnValueIgnored     error         1",
            "SwallowedFailure       error         2",
            "MissingOverride        warning       1",
            "11 findings");
    assertThat(run.out()).isEqualTo(Run.of("--checks", "all", log).out());
    assertThat(Run.fed("", "--summary").err()).isEqualToIgnoringNewLines("0 findings");
  }

  @Test
  void theOrderOfTheLogDoesNotMatter() {
    String[] parts = Run.log("javac.txt").split("(?=src/main/java/shop/Ledger)", 2);
    assertThat(Run.fed(parts[1] + parts[0], "--checks", "all").out())
        .isEqualTo(Run.of("--checks", "all", log).out());
  }
}
