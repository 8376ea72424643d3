/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;
import static dev.duly.checks.apis.Blocks.WORK;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.matchers.Description;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import dev.duly.checks.failures.AfterTheCatch;
import dev.duly.checks.failures.RetryLoop;
import dev.duly.checks.handlers.HandlerCode;
import java.util.List;
import java.util.Optional;

/** A handler that tries a few times, and returns as if done when every attempt has failed. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler tries a few times and then goes on: when every attempt fails, its work is lost",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/RetryLoopFallsThrough")
public final class RetryLoopFallsThrough extends SelectiveCheck {
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
    Optional<TreePath> loop = RetryLoop.around(state.getPath(), state);
    if (loop.isEmpty() || !WORK.matches(tree.getBlock(), state)) {
      return NO_MATCH;
    }
    Optional<HandlerCode> code = handlerCode(state);
    // What a helper answers is its caller's to judge.
    if (code.isEmpty() || (!code.get().isHandler() && code.get().returnsValue())) {
      return NO_MATCH;
    }
    if (AfterTheCatch.tellsAfterLoop(state.getPath(), loop.get(), state)) {
      return NO_MATCH;
    }
    return buildDescription(loop.get().getLeaf())
        .setMessage(explain(code.get()))
        .addFix(fix(tree, loop.get(), code.get()))
        .build();
  }

  private String explain(HandlerCode code) {
    return "%s%s tries a few times and goes on when every attempt has failed: the message counts as handled, and its work is lost. Throw after the last attempt, `throw new IllegalStateException(\"all attempts failed\");`, or let the first failure through, %s. %s"
        .formatted(
            code.handler(),
            code.helper().map(name -> ", in " + name + ",").orElse(""),
            code.framework().afterFailure(),
            unlessMeant(code));
  }

  /** Only where nothing but the failure of all attempts comes behind the loop. */
  private static SuggestedFix fix(TryTree attempt, TreePath loop, HandlerCode code) {
    List<? extends StatementTree> tried = attempt.getBlock().getStatements();
    return tried.get(tried.size() - 1) instanceof ReturnTree
            && code.body() instanceof BlockTree body
            && body.getStatements().get(body.getStatements().size() - 1).equals(loop.getLeaf())
        ? SuggestedFix.postfixWith(
            loop.getLeaf(), "\nthrow new IllegalStateException(\"all attempts failed\");")
        : SuggestedFix.emptyFix();
  }
}
