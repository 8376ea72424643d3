/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.duly.checks.apis.Harmless;
import dev.duly.checks.apis.Logging;
import dev.duly.checks.handlers.Loops;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A local variable that begins as nothing and gets its value from a parse in a try. */
public final class ParsedLocal {
  private static final Pattern LOOKS_FOR_NULL =
      Pattern.compile(
          ".*([nN]ull|[rR]equire|[aA]ssert|[cC]heck|[vV]alid|[pP]resent|[eE]mpty|[bB]lank).*");

  private final VarSymbol variable;
  private final boolean isNull;
  private final Set<Symbol> outcomes;
  private final VisitorState state;

  private ParsedLocal(
      VarSymbol variable, boolean isNull, Set<Symbol> outcomes, VisitorState state) {
    this.variable = variable;
    this.isNull = isNull;
    this.outcomes = outcomes;
    this.state = state;
  }

  /** The local variable, declared as null or new before it, that the try at a path parses into. */
  public static Optional<ParsedLocal> of(TreePath path, VisitorState state) {
    TryTree attempt = (TryTree) path.getLeaf();
    for (StatementTree statement : attempt.getBlock().getStatements()) {
      if (statement instanceof ExpressionStatementTree each
          && each.getExpression() instanceof AssignmentTree assignment
          && ASTHelpers.getSymbol(assignment.getVariable()) instanceof VarSymbol variable
          && parses(assignment.getExpression(), state)) {
        ExpressionTree first = initializer(variable, path);
        boolean isNull = first != null && first.getKind() == Tree.Kind.NULL_LITERAL;
        if (isNull || isEmpty(first)) {
          return Optional.of(
              new ParsedLocal(variable, isNull, assignedIn(attempt.getBlock()), state));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether it begins as null; otherwise as a new object. */
  public boolean isNull() {
    return isNull;
  }

  public String name() {
    return variable.getSimpleName().toString();
  }

  /** Whether the first of some statements that needs it does so without a look at it. */
  public boolean isUsedBlindly(List<Tree> following) {
    for (Tree tree : following) {
      Use use = new Use();
      use.scan(tree, null);
      if (use.looks) {
        return false;
      }
      if (use.needs) {
        return true;
      }
    }
    return false;
  }

  private static boolean parses(ExpressionTree value, VisitorState state) {
    return Boolean.TRUE.equals(
        new AnyPart() {
          @Override
          public Boolean visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
            return Harmless.PARSES.matches(call, state) || super.visitMethodInvocation(call, null);
          }
        }.scan(value, null));
  }

  private static boolean isEmpty(@Nullable ExpressionTree first) {
    return first instanceof NewClassTree made
        && made.getArguments().isEmpty()
        && made.getClassBody() == null;
  }

  private static @Nullable ExpressionTree initializer(VarSymbol variable, TreePath path) {
    for (Tree each : path) {
      List<? extends StatementTree> statements =
          each instanceof BlockTree block
              ? block.getStatements()
              : each instanceof CaseTree branch && branch.getStatements() != null
                  ? branch.getStatements()
                  : List.of();
      for (StatementTree statement : statements) {
        if (statement instanceof VariableTree declaration
            && variable.equals(ASTHelpers.getSymbol(declaration))) {
          return declaration.getInitializer();
        }
      }
      if (each instanceof MethodTree) {
        return null;
      }
    }
    return null;
  }

  private static Set<Symbol> assignedIn(BlockTree block) {
    Set<Symbol> assigned = new HashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
        Symbol symbol = ASTHelpers.getSymbol(tree.getVariable());
        if (symbol != null) {
          assigned.add(symbol);
        }
        return super.visitAssignment(tree, null);
      }
    }.scan(block, null);
    return assigned;
  }

  /** What a statement does with the variable, or with anything else that only success sets. */
  private final class Use extends TreeScanner<@Nullable Void, @Nullable Void> {
    private boolean looks;
    private boolean needs;

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
      // A loop around the try comes back to its declaration or to the try itself.
      return looks || (tree != null && Loops.isLoop(tree) && mentionsTry(tree))
          ? null
          : super.scan(tree, null);
    }

    @Override
    public @Nullable Void visitIf(IfTree tree, @Nullable Void unused) {
      looks |= asks(tree.getCondition());
      return super.visitIf(tree, null);
    }

    @Override
    public @Nullable Void visitConditionalExpression(
        ConditionalExpressionTree tree, @Nullable Void unused) {
      looks |= asks(tree.getCondition());
      return super.visitConditionalExpression(tree, null);
    }

    @Override
    public @Nullable Void visitWhileLoop(WhileLoopTree tree, @Nullable Void unused) {
      looks |= asks(tree.getCondition());
      return super.visitWhileLoop(tree, null);
    }

    @Override
    public @Nullable Void visitInstanceOf(InstanceOfTree tree, @Nullable Void unused) {
      looks |= asks(tree.getExpression());
      return super.visitInstanceOf(tree, null);
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
      looks |= variable.equals(ASTHelpers.getSymbol(tree.getVariable()));
      return super.visitAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
      if (Logging.LOG_OR_RECORD.matches(call, state)) {
        return null;
      }
      Symbol method = ASTHelpers.getSymbol(call);
      looks |=
          LOOKS_FOR_NULL.matcher(method.getSimpleName()).matches()
              && call.getArguments().stream().anyMatch(this::asks);
      return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void unused) {
      needs |= variable.equals(ASTHelpers.getSymbol(name));
      return null;
    }

    private boolean asks(ExpressionTree condition) {
      return Boolean.TRUE.equals(
          new AnyPart() {
            @Override
            public Boolean visitIdentifier(IdentifierTree name, @Nullable Void unused) {
              return outcomes.contains(ASTHelpers.getSymbol(name));
            }
          }.scan(condition, null));
    }

    private boolean mentionsTry(Tree loop) {
      return Boolean.TRUE.equals(
          new AnyPart() {
            @Override
            public Boolean visitTry(TryTree tree, @Nullable Void unused) {
              return tree.equals(state.getPath().getLeaf()) || super.visitTry(tree, null);
            }
          }.scan(loop, null));
    }
  }
}
