/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.firstbuild;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of one of the projects under {@code src/test/projects}, ready to be built. */
final class Project {
  private static final Path TEMPLATES = Path.of("src", "test", "projects");

  private final Path directory;
  private final Repository repository;

  private Project(Path directory, Repository repository) {
    this.directory = directory;
    this.repository = repository;
  }

  static Project copyOf(String template, Path directory, Repository repository) throws IOException {
    copy(TEMPLATES.resolve("common"), directory);
    copy(TEMPLATES.resolve(template), directory);
    return new Project(directory, repository);
  }

  /** What a build printed and how it ended. */
  record Outcome(boolean success, String output) {}

  /** Runs {@code mvn compile} in a process of its own, with the JDK of this test. */
  Outcome compile(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("build.maven"), "bin", mvn()).toString(),
                "-B",
                "-ntp",
                "-s",
                directory.resolve("settings.xml").toString()));
    command.addAll(repository.options());
    command.addAll(List.of(options));
    command.add("compile");
    Path log = Files.createTempFile(directory, "build", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    // Set by the build around this one, and about it.
    environment.keySet().removeIf(name -> name.startsWith("MAVEN_"));
    int exit = builder.start().waitFor();
    return new Outcome(exit == 0, Files.readString(log, StandardCharsets.UTF_8));
  }

  /** Puts a source file into the project. */
  void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve("src/main/java/shop").resolve(name), text);
  }

  /** What the processor made of a handler class. */
  String generated(String name) throws IOException {
    return Files.readString(
        directory.resolve("target/generated-sources/annotations/shop").resolve(name));
  }

  String source(String name) throws IOException {
    return Files.readString(directory.resolve("src/main/java/shop").resolve(name));
  }

  private static String mvn() {
    return System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn";
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(file -> copyOne(file, to.resolve(from.relativize(file).toString())));
    }
  }

  private static void copyOne(Path from, Path to) {
    try {
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
