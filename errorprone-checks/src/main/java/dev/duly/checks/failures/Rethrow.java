/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import com.google.errorprone.VisitorState;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.handlers.HandlerCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets a caught failure go on. */
public final class Rethrow {

  /**
   * Ends a catch by throwing what it caught, as it is where the method may throw that, otherwise
   * wrapped. Empty where the statements after the try would become unreachable.
   */
  public static SuggestedFix fix(
      TryTree attempt, CatchTree clause, HandlerCode code, VisitorState state) {
    if (leaves(attempt.getBlock()) && !isLastOf(code.body(), attempt)) {
      return SuggestedFix.emptyFix();
    }
    String caught = clause.getParameter().getName().toString();
    String rethrow =
        mayThrowAsItIs(attempt, code, state)
            ? "throw " + caught + ";"
            : "throw new IllegalStateException(" + caught + ");";
    List<? extends StatementTree> statements = clause.getBlock().getStatements();
    if (statements.isEmpty()) {
      return SuggestedFix.replace(clause.getBlock(), "{ " + rethrow + " }");
    }
    StatementTree last = statements.get(statements.size() - 1);
    return last instanceof ReturnTree || last instanceof ContinueTree
        ? SuggestedFix.replace(last, rethrow)
        : SuggestedFix.postfixWith(last, "\n" + rethrow);
  }

  /** A catch's unassigned parameter is thrown as what the try can throw, not as its own type. */
  private static boolean mayThrowAsItIs(TryTree attempt, HandlerCode code, VisitorState state) {
    List<Type> declared = code.declaredToThrow(state);
    return ASTHelpers.getThrownExceptions(attempt.getBlock(), state).stream()
            .filter(thrown -> ASTHelpers.isCheckedExceptionType(thrown, state))
            .allMatch(
                thrown ->
                    declared.stream().anyMatch(type -> ASTHelpers.isSubtype(thrown, type, state)))
        && attempt.getResources().isEmpty();
  }

  private static boolean leaves(BlockTree block) {
    List<? extends StatementTree> statements = block.getStatements();
    StatementTree last = statements.get(statements.size() - 1);
    return last instanceof ReturnTree
        || last instanceof ThrowTree
        || last instanceof BreakTree
        || last instanceof ContinueTree;
  }

  private static boolean isLastOf(@Nullable Tree body, TryTree attempt) {
    return body instanceof BlockTree block
        && block.getStatements().get(block.getStatements().size() - 1).equals(attempt);
  }

  private Rethrow() {}
}
