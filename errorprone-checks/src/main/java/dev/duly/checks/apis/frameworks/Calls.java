/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls of any of some methods. Asks for the name first: most calls are none of them. */
public final class Calls implements Matcher<ExpressionTree> {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, List<Call>> byName;

  private Calls(Map<String, List<Call>> byName) {
    this.byName = byName;
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

  /** Whether a method is one of these. */
  public boolean include(MethodSymbol method, VisitorState state) {
    String name = method.isConstructor() ? Call.CONSTRUCTOR : method.getSimpleName().toString();
    return anyOf(byName.getOrDefault(name, List.of()), method, state)
        || (!method.isConstructor()
            && anyOf(byName.getOrDefault(Call.ANY, List.of()), method, state));
  }

  private static boolean anyOf(List<Call> calls, MethodSymbol method, VisitorState state) {
    for (Call call : calls) {
      if (call.isOf(method, state)) {
        return true;
      }
    }
    return false;
  }
}
