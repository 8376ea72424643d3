/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import static dev.duly.checks.apis.Acknowledging.ACKNOWLEDGE;
import static dev.duly.checks.apis.Acknowledging.namesWhatIsDone;
import static dev.duly.checks.apis.Blocks.WORK;

import com.google.errorprone.VisitorState;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.handlers.Loops;
import dev.duly.checks.handlers.Polling;
import dev.duly.checks.handoffs.FromMessage;
import java.util.List;
import java.util.Optional;

/**
 * An acknowledgement by hand, sure to be made, that comes before any work on its message.
 *
 * @param call the acknowledging call
 * @param statement of which the call is all
 * @param block that both and the work stand in
 */
public record EarlyAcknowledgement(ExpressionTree call, StatementTree statement, BlockTree block) {
  /**
   * The acknowledgement that a call, at the path, makes too early in some code.
   *
   * @param message what holds the message there
   */
  public static Optional<EarlyAcknowledgement> at(
      TreePath path, HandlerCode code, FromMessage message, VisitorState state) {
    MethodInvocationTree call = (MethodInvocationTree) path.getLeaf();
    EarlyAcknowledgement found = null;
    for (TreePath at = path; !at.getLeaf().equals(code.code()); at = at.getParentPath()) {
      Tree around = at.getParentPath().getLeaf();
      if (around instanceof BlockTree block && at.getLeaf() instanceof StatementTree statement) {
        List<? extends StatementTree> all = block.getStatements();
        int place = all.indexOf(statement);
        int fetch = lastFetch(all.subList(0, place), state);
        if (all.subList(fetch + 1, place).stream().anyMatch(each -> WORK.matches(each, state))) {
          return Optional.empty();
        }
        if (found == null
            && CertainCall.ofAcknowledgement(statement, state).filter(call::equals).isPresent()
            && isWorkedOn(all.subList(place + 1, all.size()), message, state)) {
          found = new EarlyAcknowledgement(call, statement, block);
        }
        if (fetch >= 0) {
          break;
        }
      } else if (around instanceof EnhancedForLoopTree loop
          && Polling.of(loop.getExpression(), state).isPresent()) {
        break;
      } else if (!around.equals(code.code()) && isChoice(at, around, call)) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(found);
  }

  /** Whether a call may be one: it acknowledges, and not by naming what is done. */
  public static boolean maybe(MethodInvocationTree call, VisitorState state) {
    return ACKNOWLEDGE.matches(call, state) && !namesWhatIsDone(call, state);
  }

  /** Whether something decides here that the message is done with, or somebody else does. */
  private static boolean isChoice(TreePath at, Tree around, ExpressionTree call) {
    return around instanceof CatchTree
        || (around instanceof TryTree attempt && at.getLeaf().equals(attempt.getFinallyBlock()))
        || (around instanceof IfTree branch
            && !CertainCall.asksOnlyForReceiver(branch.getCondition(), call))
        || around instanceof CaseTree
        || (around instanceof LambdaExpressionTree && !Loops.isBodyOfForEach(at.getParentPath()));
  }

  private static int lastFetch(List<? extends StatementTree> before, VisitorState state) {
    for (int last = before.size() - 1; last >= 0; last--) {
      if (Polling.of(before.get(last), state).isPresent()) {
        return last;
      }
    }
    return -1;
  }

  private static boolean isWorkedOn(
      List<? extends StatementTree> after, FromMessage message, VisitorState state) {
    // Those before the next fetch were acknowledged, not those that it brings.
    return after.stream().noneMatch(each -> Polling.of(each, state).isPresent())
        && after.stream().anyMatch(each -> message.isIn(each) && WORK.matches(each, state));
  }
}
