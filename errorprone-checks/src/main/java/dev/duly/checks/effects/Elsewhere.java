/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.effects;

import com.google.errorprone.VisitorState;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.OtherTransactions;
import dev.duly.checks.apis.Stores;
import dev.duly.checks.apis.Vocabulary;
import dev.duly.checks.handlers.HandlerCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens outside the transaction of the code around it. */
public final class Elsewhere {
  private static final Set<String> ENDS_BY_HAND = Set.of("setAutoCommit", "commit", "rollback");

  /** Whether the class makes the template of a call leave the transaction around it. */
  public static boolean isSetApart(MethodInvocationTree call, ClassTree type, VisitorState state) {
    Symbol template = ASTHelpers.getSymbol(ASTHelpers.getReceiver(call));
    return template != null
        && finds(
            type,
            each ->
                each instanceof MethodInvocationTree setting
                    && OtherTransactions.SETS_PROPAGATION.matches(setting, state)
                    && template.equals(ASTHelpers.getSymbol(ASTHelpers.getReceiver(setting)))
                    && OtherTransactions.namesApart(setting.getArguments().get(0)));
  }

  /** Whether one of some functions writes to a database. */
  public static boolean writes(List<? extends ExpressionTree> functions, VisitorState state) {
    return functions.stream()
        .anyMatch(
            function ->
                finds(
                    function,
                    each ->
                        (each instanceof MethodInvocationTree
                                || each instanceof MemberReferenceTree)
                            && Stores.WRITE_OR_STATEMENT.matches((ExpressionTree) each, state)));
  }

  /**
   * Takes the connection of the handler's transaction instead, where the handler has it. Closing
   * that one does nothing; empty where the code ends its transaction by hand, which is refused.
   */
  public static SuggestedFix fix(ExpressionTree at, HandlerCode code, VisitorState state) {
    Optional<String> transaction =
        code.parameters().stream()
            .filter(Elsewhere::isTransaction)
            .map(parameter -> parameter.getName().toString())
            .findFirst();
    if (transaction.isEmpty()
        || !OtherTransactions.OPENS_CONNECTION.matches(at, state)
        || finds(code.body(), Elsewhere::endsByHand)) {
      return SuggestedFix.emptyFix();
    }
    return SuggestedFix.replace(at, transaction.get() + ".connection()");
  }

  private static boolean isTransaction(VariableTree parameter) {
    return ASTHelpers.getSymbol(parameter)
        .type
        .tsym
        .getQualifiedName()
        .contentEquals(Vocabulary.TRANSACTION);
  }

  private static boolean endsByHand(Tree tree) {
    return tree instanceof MethodInvocationTree call
        && ASTHelpers.getSymbol(call) != null
        && ENDS_BY_HAND.contains(ASTHelpers.getSymbol(call).getSimpleName().toString());
  }

  private interface Test {
    boolean of(Tree tree);
  }

  private static boolean finds(@Nullable Tree in, Test test) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
        found[0] |= tree != null && test.of(tree);
        return found[0] ? null : super.scan(tree, null);
      }
    }.scan(in, null);
    return found[0];
  }

  private Elsewhere() {}
}
