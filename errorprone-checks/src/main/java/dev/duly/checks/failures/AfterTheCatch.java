/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.Blocks;
import dev.duly.checks.handlers.Loops;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.ElementKind;
import org.jspecify.annotations.Nullable;

/**
 * What runs after a catch, and whether it tells the failure to anyone: it throws, reads what only a
 * success sets, or is reached by a failure alone.
 */
public final class AfterTheCatch {
  private final TryTree attempt;
  private final Predicate<Tree> unheard;
  private final VisitorState state;
  private final List<Tree> following = new ArrayList<>();
  private boolean inLoop;

  private AfterTheCatch(TryTree attempt, Predicate<Tree> unheard, VisitorState state) {
    this.attempt = attempt;
    this.unheard = unheard;
    this.state = state;
  }

  /**
   * Whether the failure is still told after a catch that only logs.
   *
   * @param path the path of the try statement
   */
  public static boolean tells(TreePath path, CatchTree clause, VisitorState state) {
    return tells(path, clause, none -> false, state);
  }

  /**
   * As above, where nobody hears some of the answers.
   *
   * @param unheard the return statements that tell nobody
   */
  public static boolean tells(
      TreePath path, CatchTree clause, Predicate<Tree> unheard, VisitorState state) {
    StatementTree last = last(clause.getBlock());
    if (last instanceof ReturnTree) {
      return false;
    }
    AfterTheCatch after = new AfterTheCatch((TryTree) path.getLeaf(), unheard, state);
    after.collect(path, last instanceof ContinueTree);
    return after.tells();
  }

  /**
   * What runs after a catch that only logs, loops around it among them; nothing where it returns.
   */
  public static List<Tree> following(TreePath path, CatchTree clause, VisitorState state) {
    StatementTree last = last(clause.getBlock());
    AfterTheCatch after = new AfterTheCatch((TryTree) path.getLeaf(), none -> false, state);
    if (!(last instanceof ReturnTree)) {
      after.collect(path, last instanceof ContinueTree);
    }
    return after.following;
  }

  /**
   * Whether the failure of all attempts is told after the loop that makes them.
   *
   * @param path the path of the try statement
   * @param loop the path of the loop around it
   */
  public static boolean tellsAfterLoop(TreePath path, TreePath loop, VisitorState state) {
    AfterTheCatch after = new AfterTheCatch((TryTree) path.getLeaf(), none -> false, state);
    after.collect(loop, false);
    boolean successReturns = last(after.attempt.getBlock()) instanceof ReturnTree;
    Set<Symbol> outcomes = after.outcomes();
    return after.following.stream()
        .anyMatch(
            tree ->
                (successReturns && after.actsOnFailure(tree))
                    || after.throwsOrReads(tree, outcomes));
  }

  private boolean tells() {
    StatementTree end = last(attempt.getBlock());
    boolean successLeaves = end instanceof ReturnTree || end instanceof BreakTree;
    if (successLeaves && inLoop) {
      // It tries again; what happens when it gives up is another check's question.
      return true;
    }
    if (successLeaves && following.stream().anyMatch(this::actsOnFailure)) {
      return true;
    }
    Set<Symbol> outcomes = outcomes();
    return following.stream().anyMatch(tree -> throwsOrReads(tree, outcomes));
  }

  /** Only a failure comes here: working, or returning something, is an answer to it. */
  private boolean actsOnFailure(Tree tree) {
    if (tree instanceof ReturnTree answer) {
      ExpressionTree value = answer.getExpression();
      return value != null && !Blocks.NOTHING.matches(value, state) && !unheard.test(answer);
    }
    return Blocks.WORK.matches(tree, state);
  }

  private void collect(TreePath path, boolean skipsToLoop) {
    boolean skipping = skipsToLoop;
    Tree child = path.getLeaf();
    for (TreePath at = path.getParentPath(); at != null; at = at.getParentPath()) {
      Tree parent = at.getLeaf();
      if (parent instanceof MethodTree || parent instanceof LambdaExpressionTree) {
        return;
      }
      if (Loops.isLoop(parent)) {
        skipping = false;
        inLoop = true;
        following.add(parent);
      } else if (!skipping && parent instanceof BlockTree block) {
        addAfter(child, block.getStatements());
      } else if (!skipping && parent instanceof CaseTree branch && branch.getStatements() != null) {
        addAfter(child, branch.getStatements());
      } else if (parent instanceof TryTree outer && outer.getFinallyBlock() != null) {
        following.add(outer.getFinallyBlock());
      }
      child = parent;
    }
  }

  private void addAfter(Tree child, List<? extends StatementTree> statements) {
    int index = statements.indexOf(child);
    following.addAll(statements.subList(index + 1, statements.size()));
  }

  /** Variables declared before the try that only its success sets. */
  private Set<Symbol> outcomes() {
    Set<Symbol> assigned = new HashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
        add(tree.getVariable());
        return super.visitAssignment(tree, null);
      }

      @Override
      public @Nullable Void visitCompoundAssignment(
          CompoundAssignmentTree tree, @Nullable Void unused) {
        add(tree.getVariable());
        return super.visitCompoundAssignment(tree, null);
      }

      @Override
      public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void unused) {
        switch (tree.getKind()) {
          case POSTFIX_INCREMENT, POSTFIX_DECREMENT, PREFIX_INCREMENT, PREFIX_DECREMENT ->
              add(tree.getExpression());
          default -> {}
        }
        return super.visitUnary(tree, null);
      }

      private void add(ExpressionTree variable) {
        Symbol symbol = ASTHelpers.getSymbol(variable);
        if (symbol != null && symbol.getKind() == ElementKind.LOCAL_VARIABLE) {
          assigned.add(symbol);
        }
      }
    }.scan(attempt.getBlock(), null);
    return assigned;
  }

  private boolean throwsOrReads(Tree tree, Set<Symbol> outcomes) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitThrow(ThrowTree thrown, @Nullable Void unused) {
        found[0] = true;
        return null;
      }

      @Override
      public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void unused) {
        found[0] |= outcomes.contains(ASTHelpers.getSymbol(name));
        return null;
      }

      @Override
      public @Nullable Void visitTry(TryTree inner, @Nullable Void unused) {
        // A loop runs this very try again: what it does inside is known.
        if (inner.equals(attempt)) {
          return null;
        }
        // Its own failures are other ones: that of an acknowledgement, for example.
        return Blocks.WORK.matches(inner.getBlock(), state)
            ? super.visitTry(inner, null)
            : scan(inner.getBlock(), null);
      }

      @Override
      public @Nullable Void visitLambdaExpression(
          LambdaExpressionTree lambda, @Nullable Void unused) {
        return null;
      }

      @Override
      public @Nullable Void visitClass(ClassTree inner, @Nullable Void unused) {
        return null;
      }
    }.scan(tree, null);
    return found[0];
  }

  private static @Nullable StatementTree last(BlockTree block) {
    List<? extends StatementTree> statements = block.getStatements();
    return statements.isEmpty() ? null : statements.get(statements.size() - 1);
  }
}
