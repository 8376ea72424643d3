/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocsTest {
  private static final Path RULES = Path.of("..", "docs", "rules");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

  /** Not about a declaration: no example of Java can show them. */
  private static final Set<Problem> WITHOUT_EXAMPLE =
      EnumSet.of(Problem.OPTION, Problem.UNEXPECTED);

  static List<Problem> problemsWithExamples() {
    return List.copyOf(EnumSet.complementOf(EnumSet.copyOf(WITHOUT_EXAMPLE)));
  }

  @Test
  void everyProblemHasAPageAndEveryPageAProblem() throws IOException {
    Set<String> pages = new TreeSet<>();
    try (var files = Files.list(RULES)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("Duly"))
          .forEach(pages::add);
    }
    assertThat(pages)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Problem.values()).map(problem -> problem.id() + ".md").toList());
  }

  @Test
  void theIndexListsEveryRuleWithItsSeverityAndItsFirstSentence() throws IOException {
    String index = Files.readString(RULES.resolve("README.md"));
    for (Problem problem : Problem.values()) {
      String page = Files.readString(RULES.resolve(problem.id() + ".md"));
      String severity = problem.severity().name().toLowerCase(java.util.Locale.ROOT);
      assertThat(index)
          .contains("| [" + problem.id() + "](" + problem.id() + ".md) | " + severity + " | ");
      assertThat(page).startsWith("# " + problem.id() + "\n").contains(severity + " of the");
    }
  }

  @Test
  void theIndexShowsTheMessagesOfTheExamples() throws IOException {
    assertThat(javaIn(RULES.resolve("README.md"))).containsExactly(Compile.SHOP);
  }

  @ParameterizedTest
  @MethodSource("problemsWithExamples")
  void theWrongExampleIsReportedAndTheRightOneIsNot(Problem problem) throws IOException {
    List<String> examples = javaIn(RULES.resolve(problem.id() + ".md"));
    assertThat(examples).hasSize(2);
    assertThat(Compile.inShop(examples.get(0), "-Aduly.owners=note"))
        .anyMatch(said -> said.contains("[" + problem.id() + "]"));
    assertThat(Compile.inShop(examples.get(1))).isEmpty();
  }

  private static List<String> javaIn(Path page) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = JAVA.matcher(Files.readString(page));
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  @Test
  void theGuideToGuardsCompiles() throws IOException {
    List<String> blocks = javaIn(Path.of("..", "docs", "guard.md"));
    assertThat(blocks).hasSize(3);
    assertThat(Compile.inShop(String.join("\n", blocks))).isEmpty();
  }

  @Test
  void theGuideShowsWhatIsReallyGenerated() throws IOException {
    List<String> blocks = javaIn(Path.of("..", "docs", "generated-code.md"));
    assertThat(blocks).hasSizeGreaterThan(2);
    String declared = blocks.get(0);
    var compilation =
        Compile.with(
            List.of("-Aduly.owners=off"),
            Arrays.stream(declared.split("(?m)^(?=package )", -1))
                .filter(text -> !text.isBlank())
                .map(Compile::exactly)
                .toList());
    List<String> generated = new ArrayList<>();
    for (var file : compilation.generatedSourceFiles()) {
      generated.add(file.getCharContent(false).toString());
    }
    assertThat(generated).containsAll(blocks.subList(1, blocks.size()));
  }
}
