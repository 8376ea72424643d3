/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.suppliers.Supplier;
import com.google.errorprone.suppliers.Suppliers;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.declarations.OncePerCompilation;
import dev.duly.checks.declarations.Remembered;

/** What is there besides the types that the sources name. */
public final class ClassPath {
  // Looking for a class that no source names is slow: once a compilation.
  private static final OncePerCompilation<String, Boolean> KNOWN =
      new OncePerCompilation<>((name, state) -> state.getElements().getTypeElement(name) != null);

  private static final Supplier<Type> HANDLER_ANNOTATION =
      new Remembered<>(Suppliers.typeFromString(Vocabulary.MESSAGE_HANDLER));

  /** Whether the sources name anything of Duly: most questions about its declarations end here. */
  public static boolean hasDuly(VisitorState state) {
    return HANDLER_ANNOTATION.get(state) != null;
  }

  /** Whether a class is there, named by a source or not. */
  public static boolean has(String type, VisitorState state) {
    return KNOWN.get(type, state);
  }

  private ClassPath() {}
}
