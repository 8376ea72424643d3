/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.bugpatterns.BugChecker.TryTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.Blocks;
import dev.duly.checks.apis.Habits;
import dev.duly.checks.failures.AfterTheCatch;
import dev.duly.checks.failures.Catches;
import dev.duly.checks.failures.Rethrow;
import dev.duly.checks.handlers.HandlerCode;
import java.util.List;
import java.util.Optional;

/** A handler that logs one kind of failure and returns as if it had succeeded. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler catches one kind of failure, only logs it and goes on: the message counts as handled",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/NarrowSwallow")
public final class NarrowSwallow extends HintCheck implements TryTreeMatcher {
  private static final long serialVersionUID = 1L;

  @Override
  public Description matchTry(TryTree tree, VisitorState state) {
    if (!isAskedFor(state)) {
      return NO_MATCH;
    }
    Optional<? extends CatchTree> silent =
        tree.getCatches().stream()
            // The others are another check's.
            .filter(clause -> !Catches.everything(clause))
            .filter(clause -> !isKnownEnd(clause))
            .filter(clause -> Blocks.LOG_ONLY.matches(clause.getBlock(), state))
            .findFirst();
    if (silent.isEmpty() || !Blocks.WORK.matches(tree.getBlock(), state)) {
      return NO_MATCH;
    }
    Optional<HandlerCode> code = handlerCode(state).filter(HandlerCode::isHandler);
    if (code.isEmpty() || AfterTheCatch.tells(state.getPath(), silent.get(), state)) {
      return NO_MATCH;
    }
    return buildDescription(silent.get())
        .setMessage(
            "%s goes on after %s: the message counts as handled, is not tried again, and its work is lost unless nothing was left to do. Let the failure through, %s: `throw %s;`. If nothing is lost: @SuppressWarnings(\"%s\")."
                .formatted(
                    code.get().handler(),
                    state.getSourceForNode(silent.get().getParameter().getType()),
                    code.get().framework().afterFailure(),
                    silent.get().getParameter().getName(),
                    canonicalName()))
        .addFix(Rethrow.fix(tree, silent.get(), code.get(), state))
        .build();
  }

  /** Whoever catches a duplicate knows that the work is done. */
  private static boolean isKnownEnd(CatchTree clause) {
    Tree type = clause.getParameter().getType();
    List<? extends Tree> alternatives =
        type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
    return alternatives.stream()
        .map(ASTHelpers::getType)
        .allMatch((Type caught) -> Habits.DONE_BEFORE.matcher(caught.tsym.getSimpleName()).find());
  }
}
