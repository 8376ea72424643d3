/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.BugPattern;
import com.google.errorprone.CompilationTestHelper;
import com.google.errorprone.bugpatterns.BugChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages say what the checks do. */
class PagesTest {
  private static final Path PAGES = Path.of("..", "docs", "checks");

  static List<Class<? extends BugChecker>> checks() {
    return ServiceLoader.load(BugChecker.class).stream()
        .<Class<? extends BugChecker>>map(ServiceLoader.Provider::type)
        .filter(type -> type.getPackageName().equals("dev.duly.checks"))
        .toList();
  }

  /** Those whose examples are code; the other's are options of the compiler. */
  static List<Class<? extends BugChecker>> checksOfCode() {
    return checks().stream().filter(check -> check != UnknownDulyOption.class).toList();
  }

  @Test
  void theArgumentForDulyAloneNamesEveryCheckButTheHints() throws IOException {
    assertThat(Files.readString(PAGES.resolve("only-duly.args")))
        .isEqualTo(
            checks().stream()
                .filter(check -> !HintCheck.class.isAssignableFrom(check))
                .map(check -> " -Xep:" + check.getSimpleName())
                .sorted()
                .collect(
                    Collectors.joining("", "\"-Xplugin:ErrorProne -XepDisableAllChecks", "\"\n")));
  }

  @Test
  void everyPageIsOfACheck() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(
              files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".md")))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Stream.of("README.md"),
                      checks().stream().map(check -> check.getSimpleName() + ".md"))
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("checks")
  void aPageStatesSeverityAndSummary(Class<? extends BugChecker> check) throws IOException {
    BugPattern pattern = check.getAnnotation(BugPattern.class);
    assertThat(page(check))
        .startsWith(
            "# %s\n\n**%s.** %s.\n"
                .formatted(check.getSimpleName(), pattern.severity(), pattern.summary()));
    assertThat(pattern.link()).isEqualTo("https://duly.dev/checks/" + check.getSimpleName());
  }

  @ParameterizedTest
  @MethodSource("checks")
  void theIndexStatesSeverity(Class<? extends BugChecker> check) throws IOException {
    String name = check.getSimpleName();
    assertThat(Files.readString(PAGES.resolve("README.md")))
        .contains(
            "| [%s](%s.md) | %s | "
                .formatted(name, name, check.getAnnotation(BugPattern.class).severity()));
  }

  @ParameterizedTest
  @MethodSource("checksOfCode")
  void theWrongExampleIsFound(Class<? extends BugChecker> check) throws IOException {
    String wrong = example(check, "Wrong");
    assertThatThrownBy(
            () ->
                helper(check)
                    .setArgs(
                        "-cp",
                        Libraries.CURRENT.classPath(),
                        // Hints are off until they are named.
                        "-Xep:" + check.getSimpleName() + ":WARN")
                    .addSourceLines("Transaction.java", Libraries.transaction())
                    .addSourceLines("Wrong.java", wrong)
                    .expectNoDiagnostics()
                    .doTest())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but found 1")
        .hasMessageContaining("[" + check.getSimpleName() + "]");
  }

  @ParameterizedTest
  @MethodSource("checksOfCode")
  void theRightExampleIsSilent(Class<? extends BugChecker> check) throws IOException {
    for (Class<? extends BugChecker> each : checks()) {
      helper(each)
          .setArgs(Compile.arguments("-cp", Libraries.CURRENT.classPath()))
          .addSourceLines("Transaction.java", Libraries.transaction())
          .addSourceLines("Right.java", example(check, "Right"))
          .expectNoDiagnostics()
          .doTest();
    }
  }

  private CompilationTestHelper helper(Class<? extends BugChecker> check) {
    CompilationTestHelper helper = CompilationTestHelper.newInstance(check, getClass());
    ComingTypes.SOURCES.forEach(helper::addSourceLines);
    return helper;
  }

  private static String example(Class<?> check, String heading) throws IOException {
    Matcher block =
        Pattern.compile("## %s\n\n```java\n(.*?)```".formatted(heading), Pattern.DOTALL)
            .matcher(page(check));
    assertThat(block.find()).as("%s has an example under %s", check, heading).isTrue();
    return block.group(1);
  }

  private static String page(Class<?> check) throws IOException {
    return Files.readString(PAGES.resolve(check.getSimpleName() + ".md"));
  }
}
