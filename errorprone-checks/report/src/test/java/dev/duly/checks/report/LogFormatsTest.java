/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The same build, told by different tools, gives the same findings. */
class LogFormatsTest {
  private static final String DIR = "src/main/java/shop/";
  private static final List<String> OURS =
      List.of(
          DIR + "Billing.java:21:7 SwallowedFailure",
          DIR + "Billing.java:31:7 SwallowedFailure",
          DIR + "OrderPlaced.java:7:8 IdempotencyKeyMissing",
          DIR + "PaymentTaken.java:11:18 AmbiguousKey");
  private static final List<String> ALL =
      List.of(
          DIR + "Billing.java:21:7 SwallowedFailure",
          DIR + "Billing.java:31:7 SwallowedFailure",
          DIR + "Billing.java:40:5 DeadException",
          DIR + "Billing.java:41:16 ReturnValueIgnored",
          DIR + "Billing.java:44:17 MissingOverride",
          DIR + "Billing.java:45:25 FormatString",
          DIR + "Ledger.java:12:9 CheckReturnValue",
          DIR + "Ledger.java:13:9 CheckReturnValue",
          DIR + "Ledger.java:15:24 ArrayToString",
          DIR + "OrderPlaced.java:7:8 IdempotencyKeyMissing",
          DIR + "PaymentTaken.java:11:18 AmbiguousKey");

  /** Windows' form of a path, so that the root need not exist here. */
  private static String annsLog(String log) {
    return Run.log(log).replace("/home/ann/shop/", "C:/home/ann/shop/");
  }

  private static Run run(String log, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "--root";
    args[1] = "C:/home/ann/shop";
    System.arraycopy(more, 0, args, 2, more.length);
    return Run.fed(log, args);
  }

  @Test
  void javac() {
    assertThat(Run.fed(Run.log("javac.txt")).findings()).isEqualTo(OURS);
    assertThat(Run.fed(Run.log("javac.txt"), "--checks", "all").findings()).isEqualTo(ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradle.txt", "maven-forked.txt"})
  void gradleAndForkedMaven(String log) {
    assertThat(run(annsLog(log)).findings()).isEqualTo(OURS);
    assertThat(run(annsLog(log), "--checks", "all").findings()).isEqualTo(ALL);
  }

  /** Maven's own compiler counts a tab as up to eight columns. */
  @Test
  void maven() {
    assertThat(run(annsLog("maven.txt"), "--checks", "all").findings())
        .isEqualTo(ALL.stream().map(each -> each.replace(":11:18 A", ":11:32 A")).toList());
  }

  @Test
  void mavensSummaryAloneIsEnough() {
    String log = annsLog("maven.txt");
    String summary = log.substring(log.indexOf("[ERROR] Failed to execute goal"));
    assertThat(run(summary).results())
        .isEqualTo(run(log).results())
        .hasSize(4)
        .last()
        .extracting(each -> each.at("/message/text").stringValue())
        .asString()
        .endsWith("@PartitionKey String customerId) {'?");
  }

  @Test
  void aSingleErrorInMavensSummary() {
    Run run =
        Run.fed(
            """
            [ERROR] /a/A.java:[3,7] [Some] text
            [ERROR] Failed to execute goal compile on project a: Compilation failure
            [ERROR] /a/A.java:[3,7] [Some] text -> [Help 1]
            [ERROR]\s
            [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
            """,
            "--checks",
            "all");
    assertThat(run.results())
        .extracting(each -> each.at("/message/text").stringValue())
        .containsExactly("text");
  }

  @Test
  void linesThatEndInCarriageReturnAndWindowsPaths() {
    String log =
        Run.log("javac.txt")
            .replace("src/main/java/shop/", "C:\\Users\\Ann B\\shop\\src\\main\\java\\shop\\")
            .replace("\n", "\r\n");
    Run run = Run.fed(log, "--root", "c:\\Users\\Ann B\\shop\\", "--checks", "all");
    assertThat(run.findings()).isEqualTo(ALL);
    assertThat(run.out()).doesNotContain("\\r");
  }

  @Test
  void utf16AsPowerShellWritesIt() {
    byte[] log = ("\ufeff" + Run.log("javac.txt")).getBytes(StandardCharsets.UTF_16LE);
    assertThat(Run.fed(log).results()).isEqualTo(Run.fed(Run.log("javac.txt")).results());
  }

  @Test
  void coloursAndTrimmedLineEnds() {
    String log =
        annsLog("maven.txt")
            .replace("[ERROR]", "[\u001b[1;31mERROR\u001b[m]")
            .replaceAll("(?m)[ \t]+$", "");
    assertThat(run(log, "--checks", "all").results())
        .isEqualTo(run(annsLog("maven.txt"), "--checks", "all").results());
  }

  @ParameterizedTest
  @CsvSource({
    "error: ,error", "warning: ,warning", "Note: ,note",
    "Fehler: ,error", "Warnung: ,warning", "Hinweis: ,note",
    "エラー: ,error", "警告:,warning", "ノート:,note",
    "错误: ,error", "警告: ,warning", "注: ,note"
  })
  void levelsInTheLanguagesOfTheJdk(String word, String level) {
    Run run = Run.fed("A.java:3: " + word + "[SomeCheck] text\n", "--checks", "all");
    assertThat(run.results())
        .extracting(each -> each.path("level").stringValue())
        .containsExactly(level);
  }

  @Test
  void aNoteOfMaven() {
    Run run =
        Run.fed(
            """
            [INFO] /a/Note.java:[3,15] [FieldCanBeFinal] This field is only assigned [1] {once}
                (see https://errorprone.info/bugpattern/FieldCanBeFinal)
              Did you mean 'private final int unusedField = 3;'?
            [INFO]   something else
            """,
            "--checks",
            "all");
    JsonNode result = run.results().get(0);
    assertThat(result.path("level").stringValue()).isEqualTo("note");
    assertThat(result.at("/message/text").stringValue())
        .isEqualTo(
            "This field is only assigned [1] {once}\n\n"
                + "Did you mean 'private final int unusedField = 3;'?");
  }

  @Test
  void aMessageOfSeveralLinesIsWhole() {
    Run run = Run.fed(Run.log("javac.txt"), "--checks", "all");
    JsonNode result = run.results().get(6);
    assertThat(result.at("/message/text").stringValue())
        .isEqualTo(
            """
            The result of `book(...)` must be used
            If you really don't want to use the result, then assign it to a variable: `var unused = ...`.

            If callers of `book(...)` shouldn't be required to use its result, then annotate it with `@CanIgnoreReturnValue`.

            Did you mean '@CanIgnoreReturnValue' or 'var unused = book(cents);' or to remove this line?""");
    assertThat(result.at("/locations/0/physicalLocation/region/snippet/text").stringValue())
        .isEqualTo("    book(cents);");
  }

  @Test
  void whatIsNotErrorProneIsLeftOut() {
    Run run =
        Run.fed(
            """
            A.java:1: warning: [rawtypes] found raw type: List
              List raw;
              ^
            A.java:2: error: cannot find symbol
            error: warnings found and -Werror specified
            [WARNING] /a/A.java:[38,12] unchecked call to add(E) as a member of the raw type List
            [INFO] Running dev.duly.SomeTest
            \tat dev.duly.Some.method(Some.java:12)
            Some.java:12: INFO: [Main] started
            """,
            "--checks",
            "all");
    assertThat(run.results()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void whatFollowsAFindingIsNotPartOfIt() {
    Run run =
        Run.fed(
            """
            A.java:3: error: [SwallowedFailure] lost
                } catch (Exception e) {
                  ^
                (see https://duly.dev/checks/SwallowedFailure)

              12 tests were run
            """);
    assertThat(run.results())
        .extracting(each -> each.at("/message/text").stringValue())
        .containsExactly("lost");
  }

  @Test
  void oneBrokenLineDoesNotGrowTheReport() {
    String log =
        "A.java:3: error: [SomeCheck] " + "x".repeat(1_000_000) + "\n" + "  y\n".repeat(100_000);
    Run run = Run.fed(log, "--checks", "all");
    assertThat(run.results()).hasSize(1);
    assertThat(run.out()).hasSizeLessThan(40_000);
  }
}
