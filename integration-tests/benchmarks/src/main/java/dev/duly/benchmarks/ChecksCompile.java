/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.duly.realcode.Checks;
import dev.duly.realcode.ErrorProne;
import dev.duly.realcode.Fetched;
import dev.duly.realcode.Maven;
import dev.duly.realcode.Project;
import dev.duly.realcode.Sources;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  // One compilation differs from the next by 5 % though nothing has changed, which is all that is
  // allowed.
  private static final int PAIRS = 16;
  // Our code runs less often than javac's, so it is compiled later: until then that is measured.
  private static final int WARM_UP = 8;

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** One set of sources that compiles by itself. */
  private record Unit(Fetched fetched, Sources sources, List<String> options) {}

  @Override
  public void run() throws Exception {
    List<String> checks = new ArrayList<>(Checks.onClassPath(false).names());
    checks.add(TRIVIAL);
    List<String> all = ErrorProne.options(checks, "WARN", List.of());
    List<String> trivial = ErrorProne.options(List.of(TRIVIAL), "WARN", List.of());
    Path work = Files.createTempDirectory("duly-checks");
    try {
      List<Unit> units = units(work);
      double[] with = new double[PAIRS];
      double[] without = new double[PAIRS];
      double[] ratios = new double[PAIRS];
      for (int pair = -WARM_UP; pair < PAIRS; pair++) {
        // Either goes first as often as the other.
        boolean first = pair % 2 == 0;
        double a = first ? compile(units, all, work) : 0;
        double b = compile(units, trivial, work);
        a = first ? a : compile(units, all, work);
        if (pair >= 0) {
          with[pair] = a;
          without[pair] = b;
          ratios[pair] = a / b;
        }
      }
      System.out.printf(
          "  %d checks over %d files, %d classes%n",
          checks.size() - 1,
          units.stream().mapToInt(unit -> unit.sources().files().size()).sum(),
          classes(work));
      Bench.median("one trivial check", without);
      Bench.print(
          "checks.compile",
          Bench.median("with our checks", with),
          "ms-cpu",
          Bench.median("ratio", ratios),
          "one-trivial-check");
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

  private static long classes(Path work) throws IOException {
    try (Stream<Path> files = Files.walk(work.resolve("classes"))) {
      return files.filter(file -> file.toString().endsWith(".class")).count();
    }
  }
}
