/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.keys;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every expression that a value is made of, through local variables and methods of its class. */
public final class Origins extends TreeScanner<@Nullable Void, @Nullable MethodTree> {
  private static final int DEPTH = 2;

  private final VisitorState state;
  private final Set<ExpressionTree> found = new LinkedHashSet<>();
  private int depth;

  private Origins(VisitorState state) {
    this.state = state;
  }

  /** The expression itself, its parts, and what those are made of, to two calls' depth. */
  public static Set<ExpressionTree> of(KeySite site, VisitorState state) {
    Origins origins = new Origins(state);
    origins.scan(site.expression(), site.within());
    return origins.found;
  }

  @Override
  public @Nullable Void scan(@Nullable Tree tree, @Nullable MethodTree within) {
    if (tree instanceof ExpressionTree expression && !found.add(expression)) {
      return null;
    }
    return super.scan(tree, within);
  }

  @Override
  public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable MethodTree within) {
    Locals.valuesOf(tree, within).forEach(value -> scan(value, within));
    return null;
  }

  @Override
  public @Nullable Void visitConditionalExpression(
      ConditionalExpressionTree tree, @Nullable MethodTree within) {
    // A condition chooses the value; it is no part of it.
    scan(tree.getTrueExpression(), within);
    return scan(tree.getFalseExpression(), within);
  }

  @Override
  public @Nullable Void visitMethodInvocation(
      MethodInvocationTree call, @Nullable MethodTree within) {
    MethodSymbol called = ASTHelpers.getSymbol(call);
    if (depth < DEPTH
        && call.getMethodSelect() instanceof IdentifierTree
        && !called.isConstructor()) {
      MethodTree body = ASTHelpers.findMethod(called, state);
      if (body != null) {
        depth++;
        scanReturns(body);
        depth--;
      }
    }
    return super.visitMethodInvocation(call, within);
  }

  @Override
  public @Nullable Void visitClass(ClassTree tree, @Nullable MethodTree within) {
    return null;
  }

  private void scanReturns(MethodTree method) {
    Origins caller = this;
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitReturn(ReturnTree tree, @Nullable Void unused) {
        return caller.scan(tree.getExpression(), method);
      }
    }.scan(method.getBody(), null);
  }
}
