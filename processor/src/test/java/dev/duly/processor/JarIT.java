/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as users put it on their processor path. */
class JarIT {
  private static final String JAR = System.getProperty("processor.jar");

  @TempDir Path dir;

  @Test
  void noClassOfTheJarIsOutsideItsOwnPackage() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      assertThat(
              jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")).toList())
          .isNotEmpty()
          .allMatch(name -> name.startsWith("dev/duly/processor/"))
          .anyMatch(name -> name.startsWith("dev/duly/processor/javapoet/"));
    }
  }

  @Test
  void noClassOfTheJarRefersToJavaPoetWhereItCameFrom() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      for (JarEntry entry : jar.stream().filter(it -> it.getName().endsWith(".class")).toList()) {
        assertThat(read(jar, entry.getName()))
            .as(entry.getName())
            .doesNotContain("com/palantir/javapoet", "com.palantir.javapoet");
      }
    }
  }

  @Test
  void bothProcessorsAreRegisteredAndGradleKnowsTheirKind() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      assertThat(read(jar, "META-INF/services/javax.annotation.processing.Processor"))
          .isEqualTo(
              """
              dev.duly.processor.DeclarationProcessor
              dev.duly.processor.IndexProcessor
              """);
      assertThat(read(jar, "META-INF/gradle/incremental.annotation.processors"))
          .isEqualTo(
              """
              dev.duly.processor.DeclarationProcessor,isolating
              dev.duly.processor.IndexProcessor,aggregating
              """);
    }
  }

  @Test
  void theJarAloneOnTheProcessorPathIsEnough() throws Exception {
    Path source = Files.createDirectories(dir.resolve("shop")).resolve("OrderPlaced.java");
    Files.writeString(
        source,
        "package shop; @dev.duly.Message(channel = \"orders\") record"
            + " OrderPlaced(@dev.duly.IdempotencyKey @dev.duly.PartitionKey String id) {}");
    List<String> arguments =
        List.of(
            "-processorpath",
            JAR,
            "-classpath",
            withoutProcessor(),
            "-d",
            dir.toString(),
            source.toString());
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(exit).isZero();
    assertThat(dir.resolve("shop/OrderPlaced_Message.class")).exists();
  }

  private static String withoutProcessor() {
    return String.join(
        File.pathSeparator,
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
            .filter(entry -> !entry.contains("javapoet"))
            .filter(entry -> !Path.of(entry).startsWith(Path.of("").toAbsolutePath()))
            .toList());
  }

  private static String read(JarFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
