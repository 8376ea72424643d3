/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handoffs;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.handlers.Polling;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.ElementKind;
import org.jspecify.annotations.Nullable;

/** The parameters of handler code, and the local variables computed from them. */
public final class FromMessage extends TreeScanner<@Nullable Void, @Nullable Void> {
  private final Set<Symbol> known = new HashSet<>();
  private final Predicate<Tree> isSource;

  private FromMessage(Predicate<Tree> isSource) {
    this.isSource = isSource;
  }

  public static FromMessage in(HandlerCode code) {
    FromMessage values = new FromMessage(none -> false);
    code.parameters().forEach(values::add);
    values.follow(code);
    return values;
  }

  /** Of code that fetches its messages: the variables with what it fetched, and so on. */
  public static FromMessage fetchedIn(HandlerCode code, VisitorState state) {
    FromMessage values = new FromMessage(tree -> Polling.of(tree, state).isPresent());
    values.follow(code);
    return values;
  }

  private void follow(HandlerCode code) {
    // A variable may be computed from one that is assigned further down, in a loop.
    for (int before = -1; before < known.size(); ) {
      before = known.size();
      scan(code.body(), null);
    }
  }

  /** Leaves out a parameter that is not the message, but what one acknowledges it with. */
  public FromMessage without(Symbol handle) {
    known.remove(handle);
    return this;
  }

  private boolean comesFrom(@Nullable Tree value) {
    return value != null && (isIn(value) || isSource.test(value));
  }

  /** Whether a tree names one of them. */
  public boolean isIn(@Nullable Tree tree) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void unused) {
        found[0] |= known.contains(ASTHelpers.getSymbol(name));
        return null;
      }
    }.scan(tree, null);
    return found[0];
  }

  @Override
  public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
    if (comesFrom(tree.getInitializer())) {
      add(tree);
    }
    return super.visitVariable(tree, null);
  }

  @Override
  public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
    Symbol variable = ASTHelpers.getSymbol(tree.getVariable());
    if (variable != null
        && variable.getKind() == ElementKind.LOCAL_VARIABLE
        && comesFrom(tree.getExpression())) {
      known.add(variable);
    }
    return super.visitAssignment(tree, null);
  }

  @Override
  public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, @Nullable Void unused) {
    if (comesFrom(tree.getExpression())) {
      add(tree.getVariable());
    }
    return super.visitEnhancedForLoop(tree, null);
  }

  @Override
  public @Nullable Void visitInstanceOf(InstanceOfTree tree, @Nullable Void unused) {
    if (isIn(tree.getExpression())) {
      new TreeScanner<@Nullable Void, @Nullable Void>() {
        @Override
        public @Nullable Void visitVariable(VariableTree binding, @Nullable Void nothing) {
          add(binding);
          return null;
        }
      }.scan(tree.getPattern(), null);
    }
    return super.visitInstanceOf(tree, null);
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
    // What a stream or an Optional of the message gives to its lambdas.
    if (comesFrom(ASTHelpers.getReceiver(call))) {
      for (ExpressionTree argument : call.getArguments()) {
        if (argument instanceof LambdaExpressionTree lambda) {
          lambda.getParameters().forEach(this::add);
        }
      }
    }
    return super.visitMethodInvocation(call, null);
  }

  private void add(VariableTree variable) {
    known.add(ASTHelpers.getSymbol(variable));
  }
}
