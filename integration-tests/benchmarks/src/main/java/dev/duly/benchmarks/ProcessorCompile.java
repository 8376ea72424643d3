/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.duly.Message;
import dev.duly.processor.DeclarationProcessor;
import dev.duly.runtime.Duly;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the processor adds to a compilation: a module of 1,000 classes with 100 messages and 100
 * handlers among them, compiled with the processor and with {@code -proc:none}, in CPU time.
 */
final class ProcessorCompile implements Benchmarks.Measurement {
  private static final int CLASSES = 800;
  private static final int HANDLERS = 100;
  private static final int PAIRS = 11;
  private static final int WARM_UP = 6;

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Override
  public void run() throws Exception {
    List<JavaFileObject> sources = sources();
    String classPath = String.join(File.pathSeparator, jarOf(Message.class), jarOf(Duly.class));
    List<String> none = List.of("-proc:none", "-classpath", classPath);
    List<String> processor =
        List.of("-processorpath", jarOf(DeclarationProcessor.class), "-classpath", classPath);
    double[] with = new double[PAIRS];
    double[] without = new double[PAIRS];
    double[] ratios = new double[PAIRS];
    for (int pair = -WARM_UP; pair < PAIRS; pair++) {
      double a = compile(sources, processor);
      double b = compile(sources, none);
      if (pair >= 0) {
        with[pair] = a;
        without[pair] = b;
        ratios[pair] = a / b;
      }
    }
    Bench.median("-proc:none", without);
    Bench.print(
        "processor.compile",
        Bench.median("with the processor", with),
        "ms-cpu",
        Bench.median("ratio", ratios),
        "proc-none");
  }

  private double compile(List<JavaFileObject> sources, List<String> options) throws IOException {
    Path output = Files.createTempDirectory("duly-compile");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> all = new ArrayList<>(options);
      all.addAll(List.of("-d", output.toString(), "-Xlint:none"));
      long start = system.getProcessCpuTime();
      if (!compiler.getTask(null, files, null, all, null, sources).call()) {
        throw new IllegalStateException("does not compile");
      }
      return (double) (system.getProcessCpuTime() - start) / 1e6;
    } finally {
      delete(output);
    }
  }

  private static List<JavaFileObject> sources() {
    List<JavaFileObject> sources = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      sources.add(new Source("Plain" + i, plain(i)));
    }
    for (int i = 0; i < HANDLERS; i++) {
      sources.add(new Source("Order" + i, message(i)));
      sources.add(new Source("Handler" + i, handler(i)));
    }
    return sources;
  }

  /** A class of the usual kind: fields, accessors, a little logic. */
  private static String plain(int i) {
    StringBuilder text = new StringBuilder("package bench; import java.util.*; public class Plain");
    text.append(i).append(" {");
    for (int f = 0; f < 12; f++) {
      text.append(
          """
           private String field%1$d; private final List<String> list%1$d = new ArrayList<>();
           public String getField%1$d() { return field%1$d; }
           public void setField%1$d(String value) {
             if (value == null || value.isBlank()) { throw new IllegalArgumentException("field%1$d"); }
             this.field%1$d = value; list%1$d.add(value); }
           public Map<String, Integer> count%1$d() {
             Map<String, Integer> counts = new TreeMap<>();
             for (String each : list%1$d) { counts.merge(each, 1, Integer::sum); }
             list%1$d.stream().filter(s -> s.length() > %1$d).map(String::trim).forEach(counts::remove);
             return counts; }
          """
              .formatted(f));
    }
    return text.append('}').toString();
  }

  private static String message(int i) {
    return """
        package bench; import dev.duly.*;
        @Message(channel = "orders%1$d")
        public record Order%1$d(@IdempotencyKey @PartitionKey String id, String customer, long amount) {}
        """
        .formatted(i);
  }

  private static String handler(int i) {
    return """
        package bench; import dev.duly.*; import dev.duly.runtime.Transaction;
        @HandlerGroup("group%1$d") @Owner(team = "team")
        public class Handler%1$d {
          private long sum;
          @MessageHandler @Idempotent
          public Order%2$d handle(Order%1$d order, Transaction tx) {
            sum += order.amount();
            return new Order%2$d(order.id(), order.customer(), sum); } }
        """
        .formatted(i, (i + 1) % HANDLERS);
  }

  private static String jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///bench/" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
