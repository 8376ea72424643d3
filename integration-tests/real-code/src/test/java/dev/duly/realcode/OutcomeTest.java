/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void source() throws IOException {
    file = folder.resolve("Orders.java");
    Files.writeString(
        file,
        """
        class Orders {
          int first() {
            return 1;
          }
          static class Inner {
            Runnable twice() {
              return new Runnable() {
                public void run() {
                  first();
                  first();
                }
              };
            }
          }
        }
        """);
  }

  @Test
  void findingsCarryTheMethodAndTheirNumberInIt() throws IOException {
    Outcome outcome =
        outcome(
            0,
            file + ":3: warning: [Lost] gone for good",
            "            return 1;",
            "            ^",
            "    (see https://duly.dev/checks/Lost)",
            file + ":9: Note: [Lost] once",
            file + ":10: warning: [Lost] again",
            file + ":3: warning: [removal] not a check");

    assertThat(outcome.findings())
        .containsExactly(
            new Finding("p", "Orders.java", 3, "Lost", "Orders.first", "gone for good"),
            new Finding("p", "Orders.java", 9, "Lost", "Orders.Inner.twice.run", "once"),
            new Finding("p", "Orders.java", 10, "Lost", "Orders.Inner.twice.run#2", "again"));
    assertThat(outcome.crashes()).isEmpty();
    assertThat(outcome.errors()).isEmpty();
  }

  @Test
  void aCrashOfACheckIsNoErrorOfTheSources() throws IOException {
    Outcome outcome =
        outcome(
            1,
            file
                + ":3: error: An unhandled exception was thrown by the Error Prone static analysis plugin.",
            "     Please report this at https://github.com/google/error-prone/issues/new",
            "  ",
            "     BugPattern: Lost",
            "     Stack Trace:",
            "     java.lang.IllegalStateException: boom");

    assertThat(outcome.crashes()).singleElement().asString().endsWith(" Lost");
    assertThat(outcome.errors()).isEmpty();
  }

  @Test
  void sourcesThatDoNotCompileSaySo() throws IOException {
    assertThat(outcome(1, file + ":3: error: package jakarta.jms does not exist").errors())
        .hasSize(1);
    assertThat(outcome(1, "error: no source files").errors()).hasSize(1);
    assertThat(outcome(2).errors()).containsExactly("javac ended with 2");
  }

  @Test
  void aJudgementAnswersToProjectFilePlaceAndCheck() throws IOException {
    Path table = folder.resolve("judged.tsv");
    Files.writeString(
        table,
        """
        # project\tfile\tplace\tcheck\treal|false\twhy
        p\tOrders.java\tOrders.first\tLost\tfalse\tit is found again
        p\tOrders.java\tOrders.other\tLost\treal\tit is lost
        """);
    Judgements judgements = Judgements.read(table);
    Finding finding = new Finding("p", "Orders.java", 3, "Lost", "Orders.first", "gone");

    assertThat(judgements.of(finding))
        .hasValue(new Judgements.Judgement(false, "it is found again"));
    assertThat(judgements.gone(Set.of("p"), List.of(finding)))
        .containsExactly("p Orders.java Orders.other Lost");
    assertThat(judgements.gone(Set.of("q"), List.of(finding))).isEmpty();
  }

  private Outcome outcome(int exit, String... lines) throws IOException {
    Path log = folder.resolve("javac.txt");
    Files.write(log, List.of(lines));
    return Outcome.read("p", folder, log, exit, 1, 1);
  }
}
