/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import com.google.errorprone.VisitorState;
import com.google.errorprone.suppliers.Supplier;
import com.google.errorprone.util.ASTHelpers;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.Handlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * What this run of the compiler sees besides the file at hand. Walks every class the compiler
 * knows: ask only where something is already found missing.
 */
public final class Compilation {

  /** Whether the source of a class is part of this compilation. */
  public static boolean has(TypeElement type, VisitorState state) {
    return ASTHelpers.findClass((ClassSymbol) type, state) != null;
  }

  // Walking all classes the compiler knows is slow: once a compilation.
  private static final Supplier<List<TypeElement>> TYPES = new Remembered<>(Compilation::find);
  private static final Supplier<Map<Symbol, List<ClassSymbol>>> SUBCLASSES =
      new Remembered<>(state -> bySuperclass(inOrder(all(state)), state));

  /** The classes whose sources are compiled, by name. */
  public static List<TypeElement> types(VisitorState state) {
    return TYPES.get(state);
  }

  private static List<TypeElement> find(VisitorState state) {
    return List.copyOf(inOrder(all(state)));
  }

  /** The classes whose sources are compiled and that have something, by name. */
  public static List<ClassSymbol> types(Predicate<ClassSymbol> wanted, VisitorState state) {
    List<ClassSymbol> types = all(state);
    types.removeIf(wanted.negate());
    return inOrder(types);
  }

  /** A list of its own: whoever looks into one of them may make the compiler know more. */
  private static List<ClassSymbol> all(VisitorState state) {
    List<ClassSymbol> types = new ArrayList<>();
    for (ClassSymbol type : state.getSymtab().getAllClasses()) {
      // The compiler knows many more classes than it compiles.
      if (type.sourcefile != null && has(type, state)) {
        types.add(type);
      }
    }
    return types;
  }

  private static List<ClassSymbol> inOrder(List<ClassSymbol> types) {
    // The names are made for the order only once: that is slow too.
    Map<String, ClassSymbol> sorted = new TreeMap<>();
    types.forEach(type -> sorted.put(type.getQualifiedName() + " " + type.flatName(), type));
    return List.copyOf(sorted.values());
  }

  /** Some classes by each of the types above them, in the order they are given in. */
  public static Map<Symbol, List<ClassSymbol>> bySuperclass(
      List<ClassSymbol> types, VisitorState state) {
    Map<Symbol, List<ClassSymbol>> subclasses = new HashMap<>();
    for (ClassSymbol type : types) {
      for (Type above : state.getTypes().closure(type.type)) {
        if (!above.tsym.equals(type)) {
          subclasses.computeIfAbsent(above.tsym, none -> new ArrayList<>()).add(type);
        }
      }
    }
    return subclasses;
  }

  /** The packages of these classes. */
  static List<PackageElement> packages(VisitorState state) {
    return types(state).stream().map(state.getElements()::getPackageOf).distinct().toList();
  }

  /** The handlers of a message whose sources are compiled, in the order of their classes' names. */
  public static List<ExecutableElement> handlersOf(TypeElement message, VisitorState state) {
    return types(state).stream()
        .flatMap(type -> ElementFilter.methodsIn(type.getEnclosedElements()).stream())
        .filter(Handlers::isOfDuly)
        .filter(handler -> HandledMessages.of(handler).contains((Element) message))
        .toList();
  }

  /** The compiled subclasses of a class, by name. */
  public static List<ClassSymbol> subclassesOf(ClassSymbol type, VisitorState state) {
    return SUBCLASSES.get(state).getOrDefault(type, List.of());
  }

  private Compilation() {}
}
