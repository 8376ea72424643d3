/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.duly.realcode.Checks;
import dev.duly.realcode.ErrorProne;
import dev.duly.realcode.Fetched;
import dev.duly.realcode.Maven;
import dev.duly.realcode.Project;
import dev.duly.realcode.Sources;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What our checks add to a compilation that runs Error Prone already: published sources that speak
 * to brokers on every page, compiled with one trivial check and with ours besides, in CPU time.
 */
final class ChecksCompile implements Benchmarks.Measurement {
  private static final List<String> PROJECTS =
      List.of(
          "spring-kafka", "spring-rabbit", "kafka-clients", "axon-messaging", "camel-core-engine");
  private static final String TRIVIAL = "EqualsNaN";
  private static final boolean QUICK = Boolean.getBoolean("duly.benchmarks.quick");

  /** Set in the JVMs that this one starts to measure in. */
  private static final String PAIRS_ONLY = "duly.benchmarks.pairs-only";

  /** What one JVM compiles, and how, it keeps to: that alone moves the ratio by 3 %. */
  private static final int JVMS = QUICK ? 1 : 4;

  private static final int PAIRS = QUICK ? 1 : 6;

  /**
   * Our code runs less often than javac's, so it is compiled later: until then that is measured.
   */
  private static final int WARM_UP = QUICK ? 0 : 6;

  private static final String PAIR = "pair ";

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** One set of sources that compiles by itself. */
  private record Unit(Fetched fetched, Sources sources, List<String> options) {}

  @Override
  public void run() throws Exception {
    if (Boolean.getBoolean(PAIRS_ONLY)) {
      measure();
      return;
    }
    List<double[]> pairs = new ArrayList<>();
    for (int jvm = 1; jvm <= JVMS; jvm++) {
      System.out.printf("  JVM %d of %d%n", jvm, JVMS);
      pairs.addAll(inAnotherJvm());
    }
    Bench.print(
        "checks.compile",
        "ms-cpu",
        "one-trivial-check",
        pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
        pairs.stream().mapToDouble(pair -> pair[1]).toArray(),
        pairs.stream().mapToDouble(pair -> pair[0] / pair[1]).toArray());
  }

  private static List<double[]> inAnotherJvm() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + PAIRS_ONLY + "=true");
    command.addAll(List.of("-jar", System.getProperty("java.class.path"), "checks.compile"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<double[]> pairs = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(PAIR)) {
          System.out.println("  " + line);
          pairs.add(
              Stream.of(line.substring(PAIR.length()).split(" "))
                  .mapToDouble(Double::parseDouble)
                  .toArray());
        }
      }
    }
    int code = process.waitFor();
    if (code != 0 || pairs.size() != PAIRS) {
      throw new IllegalStateException("the measuring JVM ended with " + code);
    }
    return pairs;
  }

  /** Prints what each pair took, ours first, in milliseconds. */
  private void measure() throws Exception {
    List<String> checks = new ArrayList<>(Checks.onClassPath(false).names());
    checks.add(TRIVIAL);
    List<String> all = ErrorProne.options(checks, "WARN", List.of());
    List<String> trivial = ErrorProne.options(List.of(TRIVIAL), "WARN", List.of());
    Path work = Files.createTempDirectory("duly-checks");
    try {
      List<Unit> units = units(work);
      for (int pair = -WARM_UP; pair < PAIRS; pair++) {
        // Either goes first as often as the other.
        boolean first = pair % 2 == 0;
        double a = first ? compile(units, all, work) : 0;
        double b = compile(units, trivial, work);
        a = first ? a : compile(units, all, work);
        if (pair >= 0) {
          System.out.printf(Locale.ROOT, "%s%.0f %.0f%n", PAIR, a, b);
        }
      }
    } finally {
      Sources.delete(work);
    }
  }

  private static List<Unit> units(Path work) throws Exception {
    List<Unit> units = new ArrayList<>();
    try (Maven maven = new Maven()) {
      for (Project project : Project.all()) {
        if (PROJECTS.contains(project.name())) {
          Fetched fetched = maven.fetch(project);
          Sources sources = Sources.unpack(fetched.sources(), work.resolve(project.name()));
          units.add(new Unit(fetched, sources, project.options()));
        }
      }
    }
    if (units.size() != PROJECTS.size()) {
      throw new IllegalStateException("not all of " + PROJECTS + " are among the projects");
    }
    return units;
  }

  private double compile(List<Unit> units, List<String> options, Path work) throws IOException {
    Path classes = work.resolve("classes");
    Sources.delete(classes);
    Files.createDirectories(classes);
    // Else one compilation pays for what the other has left behind.
    System.gc();
    long start = system.getProcessCpuTime();
    for (Unit unit : units) {
      try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
        List<String> words = new ArrayList<>(options);
        words.addAll(unit.options());
        words.addAll(List.of("-d", classes.toString(), "-encoding", "UTF-8"));
        words.addAll(List.of("-classpath", unit.fetched().classPathText()));
        if (!compiler
            .getTask(
                null,
                files,
                problem -> {},
                words,
                null,
                files.getJavaFileObjectsFromPaths(unit.sources().files()))
            .call()) {
          throw new IllegalStateException(unit.sources().root() + " does not compile");
        }
      }
    }
    return (double) (system.getProcessCpuTime() - start) / 1e6;
  }
}
