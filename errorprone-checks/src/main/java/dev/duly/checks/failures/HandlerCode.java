/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.Handlers;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The methods a handler consists of: itself and what it calls in its class with no receiver. */
public final class HandlerCode {
  private static final int DEPTH = 2;

  /**
   * The first handler of a class that runs a method, itself or through at most two calls; empty
   * where none does.
   */
  public static Optional<MethodTree> running(
      MethodTree method, ClassTree in, Predicate<MethodTree> counts, VisitorState state) {
    MethodSymbol wanted = ASTHelpers.getSymbol(method);
    return methodsOf(in).stream()
        .filter(candidate -> Handlers.HANDLER.matches(candidate, state))
        .filter(counts)
        .filter(handler -> reaches(handler, wanted, in))
        .findFirst();
  }

  private static boolean reaches(MethodTree handler, MethodSymbol wanted, ClassTree in) {
    Set<MethodSymbol> reached = new HashSet<>(Set.of(ASTHelpers.getSymbol(handler)));
    Set<MethodTree> latest = Set.of(handler);
    for (int depth = 0; depth < DEPTH && !reached.contains(wanted); depth++) {
      Set<MethodSymbol> called = new HashSet<>();
      latest.forEach(method -> called.addAll(callsOf(method)));
      called.removeAll(reached);
      reached.addAll(called);
      latest = new HashSet<>(methodsOf(in));
      latest.removeIf(method -> !called.contains(ASTHelpers.getSymbol(method)));
    }
    return reached.contains(wanted);
  }

  private static List<MethodTree> methodsOf(ClassTree tree) {
    return tree.getMembers().stream()
        .filter(MethodTree.class::isInstance)
        .map(MethodTree.class::cast)
        .toList();
  }

  private static Set<MethodSymbol> callsOf(MethodTree method) {
    Set<MethodSymbol> calls = new HashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        if (call.getMethodSelect() instanceof IdentifierTree) {
          calls.add(ASTHelpers.getSymbol(call));
        }
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitLambdaExpression(
          LambdaExpressionTree tree, @Nullable Void unused) {
        return null;
      }

      @Override
      public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
        return null;
      }
    }.scan(method.getBody(), null);
    return calls;
  }

  private HandlerCode() {}
}
