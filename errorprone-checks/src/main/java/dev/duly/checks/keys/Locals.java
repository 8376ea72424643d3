/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.keys;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import org.jspecify.annotations.Nullable;

/** What code puts into its variables. */
public final class Locals {

  /**
   * Every expression that gives a local variable its value: initialiser, assignments, the source of
   * a for-each, and what is appended to it. Empty for anything but a local variable.
   */
  public static List<ExpressionTree> valuesOf(ExpressionTree name, @Nullable MethodTree within) {
    Symbol variable = ASTHelpers.getSymbol(name);
    if (!(name instanceof IdentifierTree)
        || variable == null
        || variable.getKind() != ElementKind.LOCAL_VARIABLE
        || within == null) {
      return List.of();
    }
    return new Assigned(variable) {
      @Override
      public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, @Nullable Void unused) {
        if (variable.equals(ASTHelpers.getSymbol(tree.getVariable()))) {
          values.add(tree.getExpression());
        }
        return super.visitEnhancedForLoop(tree, null);
      }

      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        // The first call of a chain is the innermost.
        super.visitMethodInvocation(call, null);
        if (Text.APPENDS.contains(ASTHelpers.getSymbol(call).getSimpleName().toString())
            && variable.equals(rootOf(call))) {
          values.addAll(call.getArguments());
        }
        return null;
      }
    }.in(within.getBody());
  }

  /** Initialisers and assignments of any variable, in the order of the source. */
  public static List<ExpressionTree> assigned(Symbol variable, @Nullable Tree within) {
    return new Assigned(variable).in(within);
  }

  private static class Assigned extends TreeScanner<@Nullable Void, @Nullable Void> {
    final List<ExpressionTree> values = new ArrayList<>();
    private final Symbol variable;

    Assigned(Symbol variable) {
      this.variable = variable;
    }

    final List<ExpressionTree> in(@Nullable Tree tree) {
      scan(tree, null);
      return values;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
      if (variable.equals(ASTHelpers.getSymbol(tree)) && tree.getInitializer() != null) {
        values.add(tree.getInitializer());
      }
      return super.visitVariable(tree, null);
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
      if (variable.equals(ASTHelpers.getSymbol(tree.getVariable()))) {
        values.add(tree.getExpression());
      }
      return super.visitAssignment(tree, null);
    }
  }

  private static @Nullable Symbol rootOf(ExpressionTree call) {
    ExpressionTree root = call;
    while (root instanceof MethodInvocationTree) {
      root = ASTHelpers.getReceiver(root);
    }
    return root == null ? null : ASTHelpers.getSymbol(root);
  }

  private Locals() {}
}
