/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.effects;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Whether one run of a method can pass two places. */
final class OnePath {

  /** Whether a run that passes the first place can go on to the second, which stands after it. */
  static boolean passes(TreePath first, TreePath second) {
    List<Tree> one = fromTheTop(first);
    List<Tree> other = fromTheTop(second);
    int common = 0;
    while (common < one.size()
        && common < other.size()
        && one.get(common).equals(other.get(common))) {
      common++;
    }
    if (common == one.size() || common == other.size()) {
      return true;
    }
    return !areApart(one.get(common - 1), one.get(common), other.get(common))
        && one.subList(common, one.size()).stream().noneMatch(OnePath::leaves);
  }

  private static boolean areApart(Tree fork, Tree one, Tree other) {
    // What is done about a failure replaces the rest of the try; a finally belongs to both.
    if (other instanceof CatchTree) {
      return true;
    }
    if (fork instanceof IfTree branch) {
      return !one.equals(branch.getCondition());
    }
    if (fork instanceof ConditionalExpressionTree branch) {
      return !one.equals(branch.getCondition());
    }
    return one instanceof CaseTree && other instanceof CaseTree;
  }

  private static boolean leaves(Tree tree) {
    List<? extends StatementTree> statements =
        tree instanceof BlockTree block
            ? block.getStatements()
            : tree instanceof StatementTree statement ? List.of(statement) : List.of();
    return !statements.isEmpty() && isJump(statements.get(statements.size() - 1));
  }

  private static boolean isJump(Tree statement) {
    return statement instanceof ReturnTree
        || statement instanceof ThrowTree
        || statement instanceof ContinueTree
        || statement instanceof BreakTree;
  }

  private static List<Tree> fromTheTop(TreePath path) {
    List<Tree> trees = new ArrayList<>();
    path.forEach(trees::add);
    Collections.reverse(trees);
    return trees;
  }

  private OnePath() {}
}
