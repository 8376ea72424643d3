/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handlers;

import com.google.errorprone.VisitorState;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.apis.frameworks.Framework;
import dev.duly.checks.apis.frameworks.Frameworks;
import dev.duly.checks.declarations.OncePerFile;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Code that fetches its messages from the broker itself. */
public final class Polling {
  private static final Map<Framework, Calls> POLLS =
      Frameworks.ALL.stream()
          .filter(framework -> !framework.polls().isEmpty())
          .collect(Collectors.toMap(framework -> framework, each -> Calls.of(each.polls())));
  private static final Calls ANY =
      Calls.of(Frameworks.ALL.stream().flatMap(each -> each.polls().stream()).toList());

  private static final OncePerFile<Boolean> IN_FILE = new OncePerFile<>(ANY::areInFile);

  /** Whether the file at hand fetches messages anywhere. */
  public static boolean isPossible(VisitorState state) {
    return IN_FILE.get(state);
  }

  /** The innermost method or lambda around a tree, where it fetches messages; loops apart. */
  public static Optional<HandlerCode> around(
      TreePath path, Predicate<MethodSymbol> counts, VisitorState state) {
    for (TreePath at = path; at != null; at = at.getParentPath()) {
      Tree code = at.getLeaf();
      if (code instanceof ClassTree) {
        return Optional.empty();
      }
      if (code instanceof MethodTree
          || (code instanceof LambdaExpressionTree && !Loops.isBodyOfForEach(at))) {
        String name = HandlerCode.nameAround(at);
        return HandlerCode.enclosingMethodCounts(at, counts)
            ? of(code, state).map(found -> new HandlerCode(code, name, found, false))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The library from which a tree fetches messages, lambdas and classes in it left out. */
  public static Optional<Framework> of(Tree tree, VisitorState state) {
    return of(tree, state, false);
  }

  private static Optional<Framework> of(Tree tree, VisitorState state, boolean everywhere) {
    if (!ANY.arePresent(state)) {
      return Optional.empty();
    }
    Framework[] found = new Framework[1];
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        if (ANY.matches(call, state)) {
          POLLS.forEach(
              (framework, polls) -> {
                if (polls.matches(call, state)) {
                  found[0] = framework;
                }
              });
        }
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitLambdaExpression(
          LambdaExpressionTree lambda, @Nullable Void unused) {
        return everywhere || lambda.equals(tree) ? super.visitLambdaExpression(lambda, null) : null;
      }

      @Override
      public @Nullable Void visitClass(ClassTree inner, @Nullable Void unused) {
        return everywhere ? super.visitClass(inner, null) : null;
      }
    }.scan(tree, null);
    return Optional.ofNullable(found[0]);
  }

  /** Whether a loop in a tree fetches messages. */
  public static boolean hasPollingLoop(Tree tree, VisitorState state) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void scan(@Nullable Tree part, @Nullable Void unused) {
        found[0] |= part != null && Loops.isLoop(part) && of(part, state).isPresent();
        return found[0] ? null : super.scan(part, null);
      }
    }.scan(tree, null);
    return found[0];
  }

  private Polling() {}
}
