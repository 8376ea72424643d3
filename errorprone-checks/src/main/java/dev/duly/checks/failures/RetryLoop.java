/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import static com.google.errorprone.matchers.Matchers.anyOf;
import static com.google.errorprone.matchers.Matchers.instanceMethod;
import static com.google.errorprone.matchers.Matchers.staticMethod;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.Blocks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A loop that makes one thing happen, in a limited number of attempts. */
public final class RetryLoop {
  private static final Matcher<ExpressionTree> SLEEPS =
      anyOf(
          staticMethod().onClass("java.lang.Thread").namedAnyOf("sleep", "onSpinWait"),
          staticMethod().onClass("java.util.concurrent.locks.LockSupport"),
          instanceMethod().onExactClass("java.util.concurrent.TimeUnit").named("sleep"),
          instanceMethod().onDescendantOf("java.lang.Thread").named("interrupt"));

  /**
   * The loop of which the try at a path is one attempt: success leaves it, failures are only
   * logged, counted and waited out, and it ends after some. Empty where there is no such loop.
   */
  public static Optional<TreePath> around(TreePath path, VisitorState state) {
    TryTree attempt = (TryTree) path.getLeaf();
    TreePath loop = path.getParentPath();
    if (loop.getLeaf() instanceof BlockTree) {
      loop = loop.getParentPath();
    }
    Optional<ExpressionTree> condition = condition(loop.getLeaf());
    return condition.isPresent()
            && !attempt.getCatches().isEmpty()
            && isLimited(condition.get())
            && successLeaves(attempt, condition.get())
            && attempt.getCatches().stream().allMatch(each -> isQuiet(each.getBlock(), state))
            && othersAreQuiet(path, state)
        ? Optional.of(loop)
        : Optional.empty();
  }

  private static Optional<ExpressionTree> condition(Tree loop) {
    if (loop instanceof ForLoopTree each) {
      return Optional.ofNullable(each.getCondition());
    }
    if (loop instanceof WhileLoopTree each) {
      return Optional.of(each.getCondition());
    }
    return loop instanceof DoWhileLoopTree each
        ? Optional.of(each.getCondition())
        : Optional.empty();
  }

  /** It compares numbers: attempts, or the time. */
  private static boolean isLimited(ExpressionTree condition) {
    return Boolean.TRUE.equals(
        new AnyPart() {
          @Override
          public Boolean visitBinary(BinaryTree tree, @Nullable Void unused) {
            return switch (tree.getKind()) {
              case LESS_THAN, LESS_THAN_EQUAL, GREATER_THAN, GREATER_THAN_EQUAL -> true;
              default -> super.visitBinary(tree, null);
            };
          }
        }.scan(condition, null));
  }

  private static boolean successLeaves(TryTree attempt, ExpressionTree condition) {
    List<? extends StatementTree> tried = attempt.getBlock().getStatements();
    if (tried.isEmpty()) {
      return false;
    }
    StatementTree last = tried.get(tried.size() - 1);
    return last instanceof ReturnTree
        || last instanceof BreakTree
        || (last instanceof ExpressionStatementTree statement
            && statement.getExpression() instanceof AssignmentTree done
            && mentions(condition, ASTHelpers.getSymbol(done.getVariable())));
  }

  private static boolean mentions(ExpressionTree condition, @Nullable Symbol variable) {
    return Boolean.TRUE.equals(
        new AnyPart() {
          @Override
          public Boolean visitIdentifier(IdentifierTree name, @Nullable Void unused) {
            return variable != null && variable.equals(ASTHelpers.getSymbol(name));
          }
        }.scan(condition, null));
  }

  private static boolean othersAreQuiet(TreePath path, VisitorState state) {
    return !(path.getParentPath().getLeaf() instanceof BlockTree body)
        || Blocks.onlyLogs(
            body, each -> each.equals(path.getLeaf()) || waitsOrCounts(each, state), state);
  }

  private static boolean isQuiet(BlockTree block, VisitorState state) {
    return Blocks.onlyLogs(block, each -> waitsOrCounts(each, state), state)
        && block.getStatements().stream().noneMatch(ReturnTree.class::isInstance);
  }

  private static boolean waitsOrCounts(StatementTree statement, VisitorState state) {
    if (statement instanceof TryTree pause) {
      return isQuiet(pause.getBlock(), state)
          && pause.getCatches().stream()
              .allMatch(
                  each ->
                      Blocks.onlyLogs(
                          each.getBlock(), inner -> waitsOrCounts(inner, state), state));
    }
    if (!(statement instanceof ExpressionStatementTree each)) {
      return false;
    }
    ExpressionTree expression = each.getExpression();
    ExpressionTree counter =
        expression instanceof UnaryTree step
            ? step.getExpression()
            : expression instanceof CompoundAssignmentTree change
                ? change.getVariable()
                : expression instanceof AssignmentTree change ? change.getVariable() : null;
    return counter == null ? SLEEPS.matches(expression, state) : isNumber(counter);
  }

  private static boolean isNumber(ExpressionTree variable) {
    Type type = ASTHelpers.getType(variable);
    return type != null && type.isNumeric();
  }

  private RetryLoop() {}
}
