/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.suppliers.Supplier;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.util.Name;
import dev.duly.checks.declarations.FileIndex;
import dev.duly.checks.declarations.Remembered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Calls of any of some methods. Every call in the sources is asked whether it is one of these, so
 * the types are looked up once a compilation, and those of absent libraries are never asked about.
 */
public final class Calls implements Matcher<ExpressionTree> {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, List<Call>> byName;
  private final transient Supplier<Present> present;

  /**
   * The types that are on the class path.
   *
   * @param byName those of methods with a name
   * @param withAny those of which any method is one
   * @param known methods with one of the names, asked about already
   * @param owners types asked already whether any of their methods is one
   */
  private record Present(
      Map<Name, List<Type>> byName,
      List<Type> withAny,
      Map<MethodSymbol, Boolean> known,
      Map<Symbol, Boolean> owners) {}

  private Calls(Map<String, List<Call>> byName) {
    this.byName = byName;
    this.present = new Remembered<>(this::resolve);
  }

  public static Calls of(Collection<Call> calls) {
    return new Calls(calls.stream().collect(Collectors.groupingBy(Call::method)));
  }

  /** From texts of the form {@code qualified.Type#method}. */
  public static Calls of(String... calls) {
    return of(List.of(calls).stream().map(Call::of).toList());
  }

  @Override
  public boolean matches(ExpressionTree tree, VisitorState state) {
    return ASTHelpers.getSymbol(tree) instanceof MethodSymbol method && include(method, state);
  }

  /** Whether a type of any of them is on the class path. */
  public boolean arePresent(VisitorState state) {
    Present types = present.get(state);
    return !types.byName.isEmpty() || !types.withAny.isEmpty();
  }

  /** Whether the file at hand calls, or refers to, any of them. */
  public boolean areInFile(VisitorState state) {
    if (!arePresent(state)) {
      return false;
    }
    Present types = present.get(state);
    Map<Name, List<MethodSymbol>> called = FileIndex.of(state).called();
    for (Name name : types.withAny.isEmpty() ? types.byName.keySet() : called.keySet()) {
      for (MethodSymbol method : called.getOrDefault(name, List.of())) {
        if (include(method, state)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a method is one of these. */
  public boolean include(MethodSymbol method, VisitorState state) {
    Present types = present.get(state);
    // A constructor's name is Call.CONSTRUCTOR to the compiler too.
    List<Type> named = types.byName.get(method.getSimpleName());
    if (named != null
        && types.known.computeIfAbsent(method, each -> isAnyOf(named, each.owner, state))) {
      return true;
    }
    return !types.withAny.isEmpty()
        && !method.isConstructor()
        && types.owners.computeIfAbsent(method.owner, each -> isAnyOf(types.withAny, each, state));
  }

  private static boolean isAnyOf(List<Type> types, Symbol owner, VisitorState state) {
    for (Type type : types) {
      if (ASTHelpers.isSubtype(owner.type, type, state)) {
        return true;
      }
    }
    return false;
  }

  private Present resolve(VisitorState state) {
    Map<Name, List<Type>> types = new HashMap<>();
    List<Type> withAny = new ArrayList<>();
    byName.forEach(
        (name, calls) -> {
          List<Type> found = found(calls, state);
          if (name.equals(Call.ANY)) {
            withAny.addAll(found);
          } else if (!found.isEmpty()) {
            types.put(state.getName(name), found);
          }
        });
    return new Present(types, withAny, new HashMap<>(), new HashMap<>());
  }

  private static List<Type> found(List<Call> calls, VisitorState state) {
    return calls.stream()
        .map(call -> state.getTypeFromString(call.type()))
        .filter(Objects::nonNull)
        .toList();
  }
}
