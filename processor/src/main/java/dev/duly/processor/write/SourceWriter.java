/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Gives every generated file its header and its look. */
abstract class SourceWriter {
  private static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");
  private static final String PAGE = "https://duly.dev/generated-code";

  /**
   * Ends a file.
   *
   * @param purpose the first sentence of its Javadoc
   * @param from the qualified name of the declaration it was made from
   */
  final GeneratedFile file(TypeRef name, String purpose, String from, TypeSpec.Builder body) {
    body.addModifiers(Modifier.PUBLIC, Modifier.FINAL)
        .addJavadoc("$L\n\n<p>Made from {@code $L} by Duly: $L\n", purpose, from, PAGE)
        .addAnnotation(
            AnnotationSpec.builder(GENERATED)
                .addMember("value", "$S", "dev.duly.processor")
                .build())
        .addAnnotation(
            AnnotationSpec.builder(type(Vocabulary.DULY_GENERATED))
                .addMember("from", "$S", from)
                .build());
    JavaFile file =
        JavaFile.builder(name.packageName(), body.build())
            .skipJavaLangImports(true)
            .indent("  ")
            .build();
    return new GeneratedFile(name, Layout.of(file.toString()));
  }

  static TypeSpec.Builder classNamed(TypeRef name) {
    return TypeSpec.classBuilder(name.shortName());
  }

  static ClassName type(TypeRef ref) {
    List<String> names = ref.names();
    return ClassName.get(
        ref.packageName(), names.get(0), names.subList(1, names.size()).toArray(String[]::new));
  }

  static MethodSpec.Builder override(String name, TypeName returns) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(returns);
  }

  /** {@code Duration.ofDays(7)}: in the largest unit that is exact. */
  static CodeBlock duration(Duration value) {
    long millis = value.toMillis();
    if (value.toNanosPart() % 1_000_000 != 0) {
      return CodeBlock.of("$T.parse($S)", Duration.class, value.toString());
    }
    if (millis % 86_400_000 == 0 && millis > 0) {
      return CodeBlock.of("$T.ofDays($L)", Duration.class, millis / 86_400_000);
    }
    if (millis % 3_600_000 == 0 && millis > 0) {
      return CodeBlock.of("$T.ofHours($L)", Duration.class, millis / 3_600_000);
    }
    if (millis % 60_000 == 0 && millis > 0) {
      return CodeBlock.of("$T.ofMinutes($L)", Duration.class, millis / 60_000);
    }
    return millis % 1_000 == 0
        ? CodeBlock.of("$T.ofSeconds($L)", Duration.class, millis / 1_000)
        : CodeBlock.of("$T.ofMillis($L)", Duration.class, millis);
  }

  /** {@code List.of(a, b)}. */
  static CodeBlock listOf(List<CodeBlock> items) {
    return CodeBlock.of("$T.of($L)", List.class, CodeBlock.join(items, ", "));
  }

  static String quoted(List<String> texts) {
    return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(", "));
  }
}
