/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.firstbuild;

import dev.duly.userbuild.Repository;
import dev.duly.userbuild.UserBuild;
import dev.duly.userbuild.UserBuild.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of one of the projects under {@code src/test/projects}, ready to be built. */
final class Project {
  private static final Path TEMPLATES = Path.of("src", "test", "projects");
  private static final String SOURCES = "src/main/java/shop/";

  private final UserBuild build;

  private Project(UserBuild build) {
    this.build = build;
  }

  /** A repository with all that a user of Duly's annotations needs. */
  static Repository repository(Path directory) throws IOException {
    return Repository.in(directory)
        .withPom("duly-bom", "runtime/bom")
        .withJar("duly-annotations", "annotations")
        .withPom("duly-runtime-modules", "runtime")
        .withJar("duly-runtime", "runtime/core")
        .withJar("duly-processor", "processor")
        .withJar("duly-errorprone-checks", "errorprone-checks");
  }

  static Project copyOf(String template, Path directory, Repository repository) throws IOException {
    return new Project(
        UserBuild.of(
            directory, repository, TEMPLATES.resolve("common"), TEMPLATES.resolve(template)));
  }

  Outcome compile(String... options) throws IOException, InterruptedException {
    return build.run("compile", options);
  }

  /** Puts a source file into the project. */
  void write(String name, String text) throws IOException {
    Files.writeString(build.file(SOURCES + name), text);
  }

  /** What the processor made of a handler class. */
  String generated(String name) throws IOException {
    return Files.readString(build.file("target/generated-sources/annotations/shop/" + name));
  }

  String source(String name) throws IOException {
    return Files.readString(build.file(SOURCES + name));
  }
}
