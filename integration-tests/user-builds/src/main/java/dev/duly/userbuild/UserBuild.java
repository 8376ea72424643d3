/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.userbuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of a project, ready to be built. */
public final class UserBuild {
  private final Path directory;
  private final Repository repository;

  private UserBuild(Path directory, Repository repository) {
    this.directory = directory;
    this.repository = repository;
  }

  /**
   * Copies templates into a directory, later ones over earlier ones. One of them has a {@code
   * settings.xml}.
   */
  public static UserBuild of(Path directory, Repository repository, Path... templates)
      throws IOException {
    for (Path template : templates) {
      copy(template, directory);
    }
    return new UserBuild(directory, repository);
  }

  /** What a build printed and how it ended. */
  public record Outcome(boolean success, String output) {}

  /** Runs {@code mvn} in a process of its own, with the JDK of this one. */
  public Outcome run(String goal, String... options) throws IOException, InterruptedException {
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
    command.add(goal);
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
    // It is over before C2 pays.
    environment.put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    int exit = builder.start().waitFor();
    return new Outcome(exit == 0, Files.readString(log, StandardCharsets.UTF_8));
  }

  /** A file of the project, by its path in it. */
  public Path file(String path) {
    return directory.resolve(path);
  }

  private static String mvn() {
    return System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn";
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(from)) {
      files = found.toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
