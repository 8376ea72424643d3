/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import com.google.errorprone.VisitorState;
import com.google.errorprone.suppliers.Supplier;
import com.sun.source.tree.CompilationUnitTree;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What many questions about one file ask again and again. It is forgotten with the file, so that
 * its trees do not stay in memory.
 */
public final class OncePerFile<T> {
  private final Function<VisitorState, T> find;
  private final Supplier<Found<T>> found = new Remembered<>(state -> new Found<>());

  private static final class Found<T> {
    private @Nullable CompilationUnitTree file;
    private @Nullable T value;
  }

  public OncePerFile(Function<VisitorState, T> find) {
    this.find = find;
  }

  /** Of the file at hand. */
  public T get(VisitorState state) {
    CompilationUnitTree file = state.getPath().getCompilationUnit();
    Found<T> known = found.get(state);
    T value = known.value;
    if (value == null || !file.equals(known.file)) {
      value = find.apply(state);
      known.file = file;
      known.value = value;
    }
    return value;
  }
}
