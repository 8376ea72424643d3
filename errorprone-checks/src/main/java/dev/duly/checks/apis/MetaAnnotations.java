/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.declarations.OncePerCompilation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;

/** The annotations of a declaration, and those that stand on them. */
public final class MetaAnnotations {
  // One table a compilation: the same few annotations stand on everything.
  private static final OncePerCompilation<TypeElement, Set<String>> KNOWN =
      new OncePerCompilation<>((annotation, state) -> reached(annotation));

  /** Qualified names. */
  public static Set<String> of(Symbol declaration, VisitorState state) {
    List<? extends AnnotationMirror> annotations = declaration.getAnnotationMirrors();
    if (annotations.isEmpty()) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (AnnotationMirror annotation : annotations) {
      names.addAll(reachedFrom(typeOf(annotation), state));
    }
    return names;
  }

  /** Of one annotation, itself among them. */
  static Set<String> reachedFrom(TypeElement annotation, VisitorState state) {
    return KNOWN.get(annotation, state);
  }

  static String nameOf(AnnotationMirror annotation) {
    return typeOf(annotation).getQualifiedName().toString();
  }

  private static TypeElement typeOf(AnnotationMirror annotation) {
    return (TypeElement) annotation.getAnnotationType().asElement();
  }

  private static Set<String> reached(TypeElement annotation) {
    Set<String> names = new HashSet<>();
    collect(annotation, names);
    return Set.copyOf(names);
  }

  private static void collect(TypeElement annotation, Set<String> names) {
    String name = annotation.getQualifiedName().toString();
    if (name.startsWith("java.lang.") || !names.add(name)) {
      return;
    }
    annotation.getAnnotationMirrors().forEach(above -> collect(typeOf(above), names));
  }

  private MetaAnnotations() {}
}
