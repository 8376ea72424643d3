/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;
import static dev.duly.checks.apis.Blocks.WORK;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.TryTree;
import dev.duly.checks.apis.Blocks;
import dev.duly.checks.failures.Acknowledgement;
import dev.duly.checks.failures.AfterTheCatch;
import dev.duly.checks.failures.Catches;
import dev.duly.checks.failures.Rethrow;
import dev.duly.checks.failures.Unheard;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.handlers.SettledOutside;
import java.util.List;
import java.util.Optional;

/** A handler that logs its failure and returns as if it had succeeded. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler catches its failure and goes on: the message counts as handled and is lost",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/SwallowedFailure")
public final class SwallowedFailure extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return HandlerCode.mayBeIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(TryTree.class, this::matchTry);
  }

  private Description matchTry(TryTree tree, VisitorState state) {
    Optional<HandlerCode> code = handlerCode(state);
    if (code.isEmpty()) {
      return NO_MATCH;
    }
    List<? extends CatchTree> broad =
        tree.getCatches().stream().filter(Catches::everything).toList();
    if (broad.isEmpty()) {
      return NO_MATCH;
    }
    Unheard unheard = Unheard.of(code.get(), state);
    Optional<? extends CatchTree> silent =
        broad.stream()
            .filter(clause -> Blocks.onlyLogs(clause.getBlock(), unheard::isOne, state))
            .findFirst();
    if (silent.isEmpty() || !WORK.matches(tree.getBlock(), state)) {
      return NO_MATCH;
    }
    // What a helper returns is its caller's to judge.
    if (!code.get().isHandler() && !unheard.all() && returnsValue(silent.get().getBlock())) {
      return NO_MATCH;
    }
    if (AfterTheCatch.tells(state.getPath(), silent.get(), unheard::isOne, state)) {
      return NO_MATCH;
    }
    // Where the handler itself acknowledges, that decides what becomes of the message.
    if (Acknowledgement.around(state.getPath(), state).isPresent()) {
      return NO_MATCH;
    }
    if (SettledOutside.of(code.get(), state)) {
      return NO_MATCH;
    }
    return found(silent.get(), code.get(), state)
        .setMessage(explain(silent.get(), code.get(), state))
        .addFix(Rethrow.fix(tree, silent.get(), code.get(), state))
        .build();
  }

  private String explain(CatchTree clause, HandlerCode code, VisitorState state) {
    String failure = state.getSourceForNode(clause.getParameter().getType());
    return "%s goes on after any %s%s: the message counts as handled, it is not tried again, reaches no dead-letter channel, and its work is lost. Let the failure through, %s: `throw %s;`. %s"
        .formatted(
            code.handler(),
            failure,
            code.helper().map(name -> " in " + name).orElse(""),
            code.framework().afterFailure(),
            clause.getParameter().getName(),
            unlessMeant(code));
  }

  private static boolean returnsValue(BlockTree block) {
    return block.getStatements().stream()
        .anyMatch(each -> each instanceof ReturnTree end && end.getExpression() != null);
  }
}
