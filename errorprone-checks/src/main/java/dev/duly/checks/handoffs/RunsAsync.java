/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handoffs;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.HandOffs;
import dev.duly.checks.apis.MetaAnnotations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import org.jspecify.annotations.Nullable;

/** Methods that a proxy runs on another thread. */
public final class RunsAsync {

  /**
   * The simple name of the annotation of a method, of what it overrides, or of its class that makes
   * it asynchronous; the outermost where that one carries another. Empty where none does, and where
   * no proxy can come between.
   */
  public static Optional<String> because(MethodSymbol method, VisitorState state) {
    if (method.isPrivate() || method.isStatic()) {
      return Optional.empty();
    }
    List<Symbol> places = new ArrayList<>();
    places.add(method);
    // Few methods are annotated, and all would be looked up.
    if (!method.getAnnotationMirrors().isEmpty()) {
      places.addAll(ASTHelpers.findSuperMethods(method, state.getTypes()));
    }
    for (Symbol type = method.owner;
        type instanceof ClassSymbol each;
        type = each.getSuperclass().tsym) {
      places.add(type);
    }
    return places.stream()
        .flatMap(place -> place.getAnnotationMirrors().stream())
        .filter(annotation -> isAsync(annotation, state))
        .map(annotation -> annotation.getAnnotationType().asElement().getSimpleName().toString())
        .findFirst();
  }

  /** The annotation itself where it stands on the method. */
  public static Optional<? extends AnnotationTree> onItself(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .filter(annotation -> isNamed(ASTHelpers.getSymbol(annotation)))
        .findFirst();
  }

  private static boolean isAsync(AnnotationMirror annotation, VisitorState state) {
    Symbol type = (Symbol) annotation.getAnnotationType().asElement();
    return isNamed(type)
        || MetaAnnotations.of(type, state).stream().anyMatch(HandOffs.ASYNC_ANNOTATIONS::contains);
  }

  private static boolean isNamed(@Nullable Symbol annotation) {
    return annotation != null
        && HandOffs.ASYNC_ANNOTATIONS.contains(annotation.getQualifiedName().toString());
  }

  private RunsAsync() {}
}
