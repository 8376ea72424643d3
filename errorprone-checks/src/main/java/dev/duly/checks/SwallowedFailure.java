/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;
import static dev.duly.checks.apis.Blocks.LOG_ONLY;
import static dev.duly.checks.apis.Blocks.WORK;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.bugpatterns.BugChecker.TryTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.Handlers;
import dev.duly.checks.apis.Vocabulary;
import dev.duly.checks.declarations.Annotations;
import dev.duly.checks.failures.AfterTheCatch;
import dev.duly.checks.failures.HandlerCode;
import dev.duly.checks.failures.Rethrow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A handler that logs its failure and returns as if it had succeeded. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler catches its failure and goes on: the message counts as handled and is lost",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/SwallowedFailure")
public final class SwallowedFailure extends BugChecker implements TryTreeMatcher {
  private static final long serialVersionUID = 1L;

  private static final Set<String> EVERYTHING =
      Set.of(
          "java.lang.Exception",
          "java.lang.RuntimeException",
          "java.lang.Throwable",
          "java.lang.Error");

  @Override
  public Description matchTry(TryTree tree, VisitorState state) {
    Optional<? extends CatchTree> silent =
        tree.getCatches().stream()
            .filter(SwallowedFailure::catchesEverything)
            .filter(clause -> LOG_ONLY.matches(clause.getBlock(), state))
            .findFirst();
    if (silent.isEmpty() || !WORK.matches(tree.getBlock(), state)) {
      return NO_MATCH;
    }
    MethodTree method = methodAround(state.getPath());
    ClassTree type = state.findEnclosing(ClassTree.class);
    if (method == null || type == null) {
      return NO_MATCH;
    }
    Optional<MethodTree> handler =
        HandlerCode.running(
            method,
            type,
            each -> mustNotLose(each) && !isSuppressed(ASTHelpers.getSymbol(each), state),
            state);
    if (handler.isEmpty()
        || !mustNotLose(method)
        || Exclusions.apply(ASTHelpers.getSymbol(type), state)) {
      return NO_MATCH;
    }
    // What a helper returns is its caller's to judge.
    if (!Handlers.HANDLER.matches(method, state) && returnsValue(silent.get().getBlock())) {
      return NO_MATCH;
    }
    if (AfterTheCatch.tells(state.getPath(), silent.get(), state)) {
      return NO_MATCH;
    }
    return buildDescription(silent.get())
        .setMessage(explain(silent.get(), method, handler.get(), type, state))
        .addFix(Rethrow.fix(tree, silent.get(), method, state))
        .build();
  }

  private static String explain(
      CatchTree clause, MethodTree method, MethodTree handler, ClassTree type, VisitorState state) {
    String failure = state.getSourceForNode(clause.getParameter().getType());
    return "%s.%s goes on after any %s%s: the message counts as handled, it is not tried again, reaches no dead-letter channel, and its work is lost. Let the failure through, Duly retries it and keeps what cannot be handled: `throw %s;`. If the loss is acceptable, say why: @BestEffort(because = \"…\")."
        .formatted(
            type.getSimpleName(),
            handler.getName(),
            failure,
            method.equals(handler) ? "" : " in " + method.getName(),
            clause.getParameter().getName());
  }

  private static boolean catchesEverything(CatchTree clause) {
    Tree type = clause.getParameter().getType();
    List<? extends Tree> alternatives =
        type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
    return alternatives.stream()
        .map(ASTHelpers::getType)
        .map((Type caught) -> caught.tsym.getQualifiedName().toString())
        .anyMatch(EVERYTHING::contains);
  }

  private static boolean mustNotLose(MethodTree method) {
    return !Annotations.givesReason(ASTHelpers.getSymbol(method), Vocabulary.BEST_EFFORT);
  }

  private static boolean returnsValue(BlockTree block) {
    return block.getStatements().stream()
        .anyMatch(each -> each instanceof ReturnTree end && end.getExpression() != null);
  }

  /** The method a statement is in; none inside a lambda or an initialiser. */
  private static @Nullable MethodTree methodAround(TreePath path) {
    for (Tree each : path) {
      if (each instanceof MethodTree method) {
        return method;
      }
      if (each instanceof LambdaExpressionTree || each instanceof ClassTree) {
        return null;
      }
    }
    return null;
  }
}
