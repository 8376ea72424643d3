/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import static dev.duly.checks.apis.Acknowledging.REFUSE;

import com.google.errorprone.VisitorState;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import dev.duly.checks.handlers.HandlerCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets an acknowledgement run only where the work succeeded. */
public final class AcknowledgeOnSuccess {

  /** Empty where the change would alter more than what a failure does. */
  public static SuggestedFix fix(
      TryTree attempt, Acknowledgement found, HandlerCode code, VisitorState state) {
    return switch (found.place()) {
      case AFTER_CATCH, LEFT_OUT -> Rethrow.fix(attempt, found.clause().orElseThrow(), code, state);
      case IN_CATCH -> outOfCatch(attempt, found, code, state);
      case IN_FINALLY -> outOfFinally(attempt, found, code, state);
    };
  }

  private static SuggestedFix outOfCatch(
      TryTree attempt, Acknowledgement found, HandlerCode code, VisitorState state) {
    CatchTree clause = found.clause().orElseThrow();
    Optional<StatementTree> statement = statementOf(found, clause.getBlock());
    SuggestedFix rethrow = Rethrow.fix(attempt, clause, code, state);
    return statement.isEmpty() || rethrow.isEmpty()
        ? SuggestedFix.emptyFix()
        : SuggestedFix.builder().delete(statement.get()).merge(rethrow).build();
  }

  private static SuggestedFix outOfFinally(
      TryTree attempt, Acknowledgement found, HandlerCode code, VisitorState state) {
    BlockTree end = attempt.getFinallyBlock();
    Optional<StatementTree> statement = statementOf(found, end);
    if (statement.isEmpty()
        || leavesEarly(attempt.getBlock())
        || !othersEndInFailure(attempt, found, state)) {
      return SuggestedFix.emptyFix();
    }
    boolean alone = end.getStatements().size() == 1;
    String acknowledgement = "\n" + state.getSourceForNode(statement.get());
    if (alone && attempt.getCatches().isEmpty() && attempt.getResources().isEmpty()) {
      return withoutTry(attempt, acknowledgement, state);
    }
    SuggestedFix.Builder fix = SuggestedFix.builder();
    if (found.clause().isPresent()) {
      SuggestedFix rethrow = Rethrow.fix(attempt, found.clause().get(), code, state);
      if (rethrow.isEmpty()) {
        return rethrow;
      }
      fix.merge(rethrow);
    }
    fix.postfixWith(last(attempt.getBlock()), acknowledgement);
    return alone
        ? fix.replace(endOfCatches(attempt, state), state.getEndPosition(end), "").build()
        : fix.delete(statement.get()).build();
  }

  private static SuggestedFix withoutTry(
      TryTree attempt, String acknowledgement, VisitorState state) {
    List<? extends StatementTree> work = attempt.getBlock().getStatements();
    // Outside of the try their names could meet others.
    if (work.stream().anyMatch(VariableTree.class::isInstance)) {
      return SuggestedFix.emptyFix();
    }
    int start = ASTHelpers.getStartPosition(work.get(0));
    int length = state.getEndPosition(last(attempt.getBlock())) - start;
    String source = state.getSourceForNode(attempt);
    int offset = start - ASTHelpers.getStartPosition(attempt);
    return SuggestedFix.replace(
        attempt, source.substring(offset, offset + length) + acknowledgement);
  }

  private static int endOfCatches(TryTree attempt, VisitorState state) {
    List<? extends CatchTree> catches = attempt.getCatches();
    return state.getEndPosition(
        catches.isEmpty() ? attempt.getBlock() : catches.get(catches.size() - 1));
  }

  /** Where the acknowledgement is a statement of a block, and nothing else depends on it. */
  private static Optional<StatementTree> statementOf(Acknowledgement found, BlockTree block) {
    return block.getStatements().stream()
        .filter(
            each ->
                each instanceof ExpressionStatementTree statement
                    && statement.getExpression().equals(found.call()))
        .<StatementTree>map(each -> each)
        .findFirst();
  }

  /** Whether a success could miss an acknowledgement at the end of the block. */
  static boolean leavesEarly(BlockTree block) {
    StatementTree last = last(block);
    return !(last instanceof ExpressionStatementTree
            || last instanceof EnhancedForLoopTree
            || last instanceof VariableTree)
        || Boolean.TRUE.equals(
            new AnyPart() {
              @Override
              public Boolean visitReturn(ReturnTree tree, @Nullable Void unused) {
                return true;
              }

              @Override
              public Boolean visitBreak(BreakTree tree, @Nullable Void unused) {
                return true;
              }

              @Override
              public Boolean visitContinue(ContinueTree tree, @Nullable Void unused) {
                return true;
              }
            }.scan(block, null));
  }

  /** A failure that another catch settles would no longer be acknowledged. */
  private static boolean othersEndInFailure(
      TryTree attempt, Acknowledgement found, VisitorState state) {
    return attempt.getCatches().stream()
        .filter(clause -> !clause.equals(found.clause().orElse(null)))
        .map(CatchTree::getBlock)
        .allMatch(
            block ->
                block.getStatements().stream()
                    .anyMatch(
                        each ->
                            each instanceof ThrowTree
                                || (each instanceof ExpressionStatementTree statement
                                    && REFUSE.matches(statement.getExpression(), state))));
  }

  static StatementTree last(BlockTree block) {
    List<? extends StatementTree> statements = block.getStatements();
    return statements.get(statements.size() - 1);
  }

  private AcknowledgeOnSuccess() {}
}
