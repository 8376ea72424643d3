/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What this JDK's javac and this Error Prone print for the wrong example of every check. */
class CompilerTest {
  private static final Path PAGES = Path.of("..", "..", "docs", "checks");
  private static final Pattern WRONG =
      Pattern.compile("## Wrong\n\n```java\n(?<code>.*?)```", Pattern.DOTALL);

  /** What the checks' own tests compile against, laid there by their build. */
  private static final Path LIBRARIES = Path.of("..", "target", "frameworks", "current");

  // Their examples are options of the compiler, or name types of the runtime, which is built later.
  private static final Set<String> WITHOUT_EXAMPLE =
      Set.of("ForeignConnection", "GuardBypassed", "UnknownDulyOption", "UnusedEffectKey");

  @TempDir private Path dir;

  static List<String> checks() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      return pages
          .map(page -> page.getFileName().toString())
          .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
          .map(name -> name.replace(".md", ""))
          .filter(name -> !WITHOUT_EXAMPLE.contains(name))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("checks")
  void everyCheckOfOursIsReported(String check) throws IOException {
    Path source = Files.writeString(dir.resolve("Wrong.java"), wrongExample(check));
    Run run = Run.fed(javac(check, source), "--root", dir.toString());
    assertThat(run.results()).isNotEmpty();
    assertThat(run.findings()).allMatch(each -> each.endsWith(" " + check));
    JsonNode place = run.results().get(0).at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").stringValue()).isEqualTo("Wrong.java");
    String line = Files.readAllLines(source).get(place.at("/region/startLine").intValue() - 1);
    assertThat(place.at("/region/snippet/text").stringValue()).isEqualTo(line);
    JsonNode rule = run.report().at("/runs/0/tool/driver/rules/0");
    assertThat(rule.at("/help/markdown").stringValue())
        .isEqualTo(Files.readString(PAGES.resolve(check + ".md")));
  }

  private static String wrongExample(String check) throws IOException {
    Matcher wrong = WRONG.matcher(Files.readString(PAGES.resolve(check + ".md")));
    assertThat(wrong.find()).isTrue();
    return wrong.group("code");
  }

  private byte[] javac(String check, Path source) throws IOException {
    String path = System.getProperty("java.class.path");
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            log,
            log,
            "-XDcompilePolicy=simple",
            "-XDaddTypeAnnotationsToSymbol=true",
            "--should-stop=ifError=FLOW",
            "-Xplugin:ErrorProne -XepDisableAllChecks -Xep:" + check,
            "-encoding",
            "UTF-8",
            "-processorpath",
            path,
            "-classpath",
            path + File.pathSeparator + libraries(),
            "-proc:none",
            "-d",
            dir.toString(),
            source.toString());
    return log.toByteArray();
  }

  private static String libraries() throws IOException {
    try (Stream<Path> jars = Files.list(LIBRARIES)) {
      return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }
}
