/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import com.google.errorprone.VisitorState;
import com.google.errorprone.suppliers.Supplier;
import com.sun.tools.javac.util.Context;
import org.jspecify.annotations.Nullable;

/**
 * What is found once a compilation, and forgotten with it. {@link VisitorState#memoize} would keep
 * the last compilation, its classes and trees with it, in the memory of a build that has many.
 */
public final class Remembered<T extends @Nullable Object> implements Supplier<T> {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<T> find;
  private final transient Context.Key<Found<T>> key = new Context.Key<>();

  /** A key of the compiler's stands for no null. */
  private record Found<T extends @Nullable Object>(T value) {}

  /**
   * @param find may be asked for other things of the compilation, but not for this
   */
  public Remembered(Supplier<T> find) {
    this.find = find;
  }

  @Override
  public T get(VisitorState state) {
    Found<T> found = state.context.get(key);
    if (found == null) {
      found = new Found<>(find.get(state));
      state.context.put(key, found);
    }
    return found.value;
  }
}
