/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.userbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A local repository of its own, with Duly's packaged artifacts as {@code mvn install} would put
 * them: the user's is not touched. All else is read from the repository of the build around, or
 * fetched.
 */
public final class Repository {
  private static final Path ROOT = Path.of("..", "..");
  private static final String VERSION = System.getProperty("build.version");

  private final Path directory;

  private Repository(Path directory) {
    this.directory = directory;
  }

  /** Holds the parent's POM and nothing else yet. */
  public static Repository in(Path directory) throws IOException {
    Repository repository = new Repository(directory.toAbsolutePath());
    repository.installPom("duly-parent", ".");
    return repository;
  }

  /** Adds the POM of a module, named by its directory under the root. */
  public Repository withPom(String artifact, String module) throws IOException {
    installPom(artifact, module);
    return this;
  }

  /** Adds a module with its packaged jar. */
  public Repository withJar(String artifact, String module) throws IOException {
    Path jar = ROOT.resolve(module).resolve("target").resolve(fileName(artifact, "jar"));
    if (!Files.exists(jar)) {
      throw new IOException(jar + " is missing: `mvn verify` at the root packages it");
    }
    installPom(artifact, module);
    install(jar, artifact, "jar");
    return this;
  }

  List<String> options() {
    return List.of(
        "-Dmaven.repo.local=" + directory,
        "-Dfetched.repository=" + Path.of(System.getProperty("build.repository")).toUri(),
        "-Dduly.version=" + VERSION,
        "-Derrorprone.version=" + System.getProperty("build.errorprone"));
  }

  private void installPom(String artifact, String module) throws IOException {
    install(ROOT.resolve(module).resolve("pom.xml"), artifact, "pom");
  }

  private void install(Path file, String artifact, String type) throws IOException {
    Path folder = directory.resolve(Path.of("dev", "duly", artifact, VERSION));
    Files.createDirectories(folder);
    Files.copy(file, folder.resolve(fileName(artifact, type)), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String fileName(String artifact, String type) {
    return artifact + "-" + VERSION + "." + type;
  }
}
