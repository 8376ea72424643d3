/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedTextTest {

  static final Map<String, String> GENERATED = texts(Compile.with(List.of(), Gallery.sources()));

  private static Map<String, String> texts(Compilation compilation) {
    assertThat(compilation.errors()).isEmpty();
    Map<String, String> texts = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() != JavaFileObject.Kind.CLASS) {
        try {
          String name = file.getName().replaceFirst("^/(SOURCE|CLASS)_OUTPUT/", "");
          texts.put(name, file.getCharContent(false).toString());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return texts;
  }

  static List<String> names() {
    return List.copyOf(GENERATED.keySet());
  }

  @Test
  void theGalleryCompilesWithoutAWordAndWithoutAWarning() {
    Compilation compilation =
        Compile.with(List.of("-Xlint:all", "-Werror", "-Aduly.owners=off"), Gallery.sources());
    assertThat(Compile.said(compilation)).isEmpty();
  }

  @Test
  void everyGeneratedFileIsAsItsGoldenFile() throws Exception {
    Path update = Path.of(System.getProperty("golden.update", "none"));
    for (var file : GENERATED.entrySet()) {
      if (Files.isDirectory(update)) {
        Path target = update.resolve(golden(file.getKey()).substring(1));
        Files.createDirectories(target.getParent());
        Files.writeString(target, file.getValue());
      }
    }
    for (var file : GENERATED.entrySet()) {
      String golden = golden(file.getKey());
      try (InputStream in = getClass().getResourceAsStream(golden)) {
        assertThat(in).as(golden).isNotNull();
        assertThat(file.getValue())
            .as(golden)
            .isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  /** Not named like sources, so that no tool takes them for some. */
  private static String golden(String name) {
    return "/golden/" + name + (name.endsWith(".java") ? ".txt" : "");
  }

  @ParameterizedTest
  @MethodSource("names")
  void generatedSourceIsWhatTheFormatterWouldMakeOfIt(String name) throws Exception {
    String text = GENERATED.get(name);
    if (name.endsWith(".java")) {
      assertThat(new Formatter().formatSource(text)).isEqualTo(text);
    } else {
      assertThat(text).isEqualTo("dev.duly.index." + text.strip().substring(15) + "\n");
    }
  }

  @Test
  void theOrderOfTheSourcesChangesNothing() {
    List<JavaFileObject> reversed = new ArrayList<>(Gallery.sources());
    Collections.reverse(reversed);
    Map<String, String> fromReversed = texts(Compile.with(List.of(), reversed));
    assertThat(fromReversed.keySet()).isEqualTo(GENERATED.keySet());
    GENERATED.forEach((name, text) -> assertThat(fromReversed.get(name)).isEqualTo(text));
  }
}
