/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.effects;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a method puts into a variable. */
final class Values {

  /** Initialiser and assignments, in the order of the source. */
  static List<ExpressionTree> of(Symbol variable, @Nullable Tree within) {
    List<ExpressionTree> values = new ArrayList<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
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
    }.scan(within, null);
    return values;
  }

  private Values() {}
}
