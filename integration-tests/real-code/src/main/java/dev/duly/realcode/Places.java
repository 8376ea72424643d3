/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Which method a line is in: a judgement holds when lines above it come or go. */
final class Places {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private final Map<Path, Map<Integer, String>> known = new HashMap<>();

  /** {@code Type.method}, {@code Type} outside of methods, nested types joined by points. */
  String of(Path file, int line) throws IOException {
    Map<Integer, String> places = known.get(file);
    if (places == null) {
      places = parse(file);
      known.put(file, places);
    }
    return places.getOrDefault(line, "");
  }

  private static Map<Integer, String> parse(Path file) throws IOException {
    Map<Integer, String> places = new HashMap<>();
    try (StandardJavaFileManager files =
        COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              COMPILER.getTask(
                  null,
                  files,
                  problem -> {},
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjects(file));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Names(unit, positions, places).scan(unit, "");
      }
    }
    return places;
  }

  /** Writes a name over all lines of a declaration; the inner one comes later and wins. */
  private static final class Names extends TreeScanner<@Nullable Void, String> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Map<Integer, String> places;

    Names(CompilationUnitTree unit, SourcePositions positions, Map<Integer, String> places) {
      this.unit = unit;
      this.positions = positions;
      this.places = places;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, String outer) {
      String simple = type.getSimpleName().toString();
      return super.visitClass(type, simple.isEmpty() ? outer : named(type, outer, simple));
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, String outer) {
      return super.visitMethod(method, named(method, outer, method.getName().toString()));
    }

    private String named(Tree tree, String outer, String simple) {
      String name = outer.isEmpty() ? simple : outer + "." + simple;
      LineMap lines = unit.getLineMap();
      long start = positions.getStartPosition(unit, tree);
      long end = positions.getEndPosition(unit, tree);
      if (start >= 0 && end >= 0) {
        for (long line = lines.getLineNumber(start); line <= lines.getLineNumber(end); line++) {
          places.put((int) line, name);
        }
      }
      return name;
    }
  }
}
