/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import com.google.errorprone.ErrorProneJavacPlugin;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How javac is told to run Error Prone with a few checks and nothing else. */
public final class ErrorProne {
  private ErrorProne() {}

  /** What the JVM of a compiler needs to be opened. */
  static List<String> opened() {
    List<String> words = new ArrayList<>();
    for (String each :
        List.of("api", "file", "main", "model", "parser", "processing", "tree", "util")) {
      words.add("--add-exports=jdk.compiler/com.sun.tools.javac." + each + "=ALL-UNNAMED");
    }
    for (String each : List.of("code", "comp")) {
      words.add("--add-opens=jdk.compiler/com.sun.tools.javac." + each + "=ALL-UNNAMED");
    }
    return words;
  }

  /**
   * The options of javac.
   *
   * @param checks the names of the only checks that run
   * @param severity their severity, as {@code -Xep} takes it
   * @param further options of Error Prone
   */
  public static List<String> options(List<String> checks, String severity, List<String> further) {
    List<String> plugin = new ArrayList<>(List.of("-Xplugin:ErrorProne", "-XepDisableAllChecks"));
    checks.forEach(check -> plugin.add("-Xep:" + check + ":" + severity));
    plugin.addAll(further);
    return List.of(
        "-proc:none",
        "-XDcompilePolicy=simple",
        "-XDaddTypeAnnotationsToSymbol=true",
        "--should-stop=ifError=FLOW",
        "-processorpath",
        jars(),
        String.join(" ", plugin));
  }

  /** All jars beside Error Prone's own: its dependencies and the checks. */
  private static String jars() {
    try {
      Path jar =
          Path.of(
              ErrorProneJavacPlugin.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      try (Stream<Path> files = Files.list(jar.getParent())) {
        return files
            .map(Path::toString)
            .filter(file -> file.endsWith(".jar"))
            .sorted()
            .collect(Collectors.joining(File.pathSeparator));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
