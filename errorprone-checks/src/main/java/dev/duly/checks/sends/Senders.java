/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.sends;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.Publishing;
import dev.duly.checks.apis.frameworks.Role;
import org.jspecify.annotations.Nullable;

/** Code that sends without a key and is right: it only passes on what others decide. */
public final class Senders {

  /** Whether the method or class around the tree at hand is such code. */
  public static boolean knowBetter(VisitorState state) {
    TreePath method =
        ASTHelpers.findPathFromEnclosingNodeToTopLevel(state.getPath(), MethodTree.class);
    if (method != null && alsoSendsWithKey(method, state.getPath().getLeaf(), state)) {
      return true;
    }
    for (Tree each : state.getPath()) {
      if (each instanceof ClassTree type
          && (Publishing.isBroker(ASTHelpers.getSymbol(type).type, state)
              || isCommand(ASTHelpers.getSymbol(type)))) {
        return true;
      }
    }
    return false;
  }

  /** It gives a key where there is one: the other branch has none to give. */
  private static boolean alsoSendsWithKey(TreePath method, Tree unkeyed, VisitorState state) {
    boolean[] found = {false};
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        found[0] |= hasKey(call, state) && isAlternative(getCurrentPath(), unkeyed);
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitNewClass(NewClassTree created, @Nullable Void unused) {
        found[0] |= hasKey(created, state) && isAlternative(getCurrentPath(), unkeyed);
        return super.visitNewClass(created, null);
      }
    }.scan(method, null);
    return found[0];
  }

  /** Whether a branch holds the one and not the other. */
  private static boolean isAlternative(TreePath keyed, Tree unkeyed) {
    Tree child = keyed.getLeaf();
    for (TreePath at = keyed.getParentPath(); at != null; at = at.getParentPath()) {
      Tree parent = at.getLeaf();
      if (parent instanceof MethodTree) {
        return false;
      }
      boolean branches =
          parent instanceof IfTree
              || parent instanceof ConditionalExpressionTree
              || parent instanceof CaseTree;
      if (branches && !holds(child, unkeyed)) {
        return true;
      }
      child = parent;
    }
    return false;
  }

  private static boolean holds(Tree branch, Tree wanted) {
    return Boolean.TRUE.equals(
        new TreeScanner<@Nullable Boolean, @Nullable Void>() {
          @Override
          public @Nullable Boolean scan(@Nullable Tree tree, @Nullable Void unused) {
            return wanted.equals(tree) ? Boolean.TRUE : super.scan(tree, null);
          }

          @Override
          public @Nullable Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
            return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
          }
        }.scan(branch, null));
  }

  private static boolean hasKey(ExpressionTree send, VisitorState state) {
    return Publishing.keyed(send, state)
        .flatMap(found -> found.argument(Role.KEY, send))
        .filter(key -> !Unkeyed.isNull(key))
        .isPresent();
  }

  /** A tool for the command line sends what it is told. */
  private static boolean isCommand(ClassSymbol type) {
    return ASTHelpers.getEnclosedElements(type).stream()
        .anyMatch(
            member ->
                member instanceof MethodSymbol method
                    && method.isStatic()
                    && method.getSimpleName().contentEquals("main")
                    && method.getParameters().size() == 1);
  }

  private Senders() {}
}
