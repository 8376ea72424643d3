/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Compiles one project with Error Prone and our checks alone, in a JVM of its own. */
final class Compilation {
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private final Checks checks;
  private final List<String> options;

  /**
   * @param checks those to run; each reports as a warning, so that the compilation goes on
   * @param options further options of Error Prone
   */
  Compilation(Checks checks, List<String> options) {
    this.checks = checks;
    this.options = options;
  }

  /** Compiles the sources; the compiler's words go to {@code javac.txt}. */
  Outcome run(Project project, Sources sources, Fetched fetched, Path work)
      throws IOException, InterruptedException {
    Path classes = work.resolve("classes");
    Sources.delete(classes);
    Files.createDirectories(classes);
    Path log = work.resolve("javac.txt");
    Path arguments = work.resolve("arguments");
    List<String> words = new ArrayList<>();
    words.addAll(List.of("-d", classes.toString(), "-classpath", fetched.classPathText()));
    words.addAll(ErrorProne.options(checks.names(), "WARN", options));
    words.addAll(List.of("-encoding", "UTF-8", "-Xmaxwarns", "10000", "-Xmaxerrs", "10000"));
    words.addAll(project.options());
    sources.files().forEach(file -> words.add(file.toString()));
    Files.write(arguments, words.stream().map(Compilation::quoted).toList());

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    ErrorProne.opened().forEach(each -> command.add("-J" + each));
    command.addAll(List.of("-J-Xmx3g", "@" + arguments));
    long start = System.nanoTime();
    Process javac =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!javac.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      javac.destroyForcibly().waitFor();
      throw new IOException(project.name() + " took more than " + LIMIT);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return Outcome.read(
        project.name(), sources.root(), log, javac.exitValue(), count(classes), seconds);
  }

  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static long count(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files.filter(file -> file.toString().endsWith(".class")).count();
    }
  }
}
