/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcjTest {
  @TempDir Path dir;

  @Test
  void generatesTheSameAsUnderJavac() throws Exception {
    List<String> said = compile(Gallery.sources());
    assertThat(said).isEmpty();
    Map<String, String> generated = new TreeMap<>();
    try (var files = Files.walk(dir.resolve("generated"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = dir.resolve("generated").relativize(file).toString().replace('\\', '/');
        generated.put(name, Files.readString(file));
      }
    }
    Path services = dir.resolve("classes/META-INF/services/dev.duly.runtime.topology.ModuleIndex");
    generated.put("META-INF/services/" + services.getFileName(), Files.readString(services));
    assertThat(generated.keySet()).isEqualTo(GeneratedTextTest.GENERATED.keySet());
    GeneratedTextTest.GENERATED.forEach(
        (name, text) -> assertThat(generated.get(name)).as(name).isEqualTo(text));
  }

  @Test
  void saysTheSameAsUnderJavac() throws Exception {
    String wrong =
        """
        @HandlerGroup("Billing")
        class Billing {
          @MessageHandler
          @Idempotent
          private void on(OrderPlaced order, String what) {}
        }
        """;
    List<String> said =
        compile(List.of(Compile.source(Compile.SHOP), Compile.source(wrong))).stream()
            .filter(line -> line.contains("[Duly"))
            .toList();
    assertThat(said).containsExactlyElementsOf(Compile.inShop(wrong));
  }

  private List<String> compile(List<JavaFileObject> sources) throws Exception {
    Path generated = Files.createDirectories(dir.resolve("generated"));
    Path classes = Files.createDirectories(dir.resolve("classes"));
    List<Path> files = new java.util.ArrayList<>();
    for (JavaFileObject source : sources) {
      Path file = dir.resolve("src" + source.getName());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getCharContent(false));
      files.add(file);
    }
    JavaCompiler ecj = new EclipseCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    StringWriter out = new StringWriter();
    try (StandardJavaFileManager manager = ecj.getStandardFileManager(diagnostics, null, null)) {
      manager.setLocation(StandardLocation.SOURCE_OUTPUT, List.of(generated.toFile()));
      manager.setLocation(StandardLocation.CLASS_OUTPUT, List.of(classes.toFile()));
      JavaCompiler.CompilationTask task =
          ecj.getTask(
              new PrintWriter(out),
              manager,
              diagnostics,
              List.of("-source", "17", "-target", "17", "-nowarn", "-Aduly.owners=off"),
              null,
              manager.getJavaFileObjectsFromPaths(files));
      task.setProcessors(List.of(new DeclarationProcessor(), new IndexProcessor()));
      task.call();
    }
    return diagnostics.getDiagnostics().stream()
        .filter(it -> it.getKind() == Diagnostic.Kind.ERROR)
        .map(it -> "ERROR " + it.getLineNumber() + " " + it.getMessage(java.util.Locale.ROOT))
        .toList();
  }
}
