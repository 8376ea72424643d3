/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;
import static dev.duly.checks.apis.Blocks.LOG_ONLY;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.TryTree;
import dev.duly.checks.failures.AfterTheCatch;
import dev.duly.checks.failures.ParsedLocal;
import dev.duly.checks.failures.Rethrow;
import dev.duly.checks.handlers.HandlerCode;
import java.util.Optional;

/** A handler that cannot read its message, and works on with what it has not read. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler goes on with null, or an empty object, after its message could not be read",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/ContinueAfterParseFailure")
public final class ContinueAfterParseFailure extends SelectiveCheck {
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
    Optional<? extends CatchTree> silent =
        tree.getCatches().stream()
            .filter(clause -> LOG_ONLY.matches(clause.getBlock(), state))
            .findFirst();
    if (silent.isEmpty()) {
      return NO_MATCH;
    }
    CatchTree clause = silent.get();
    Optional<ParsedLocal> parsed =
        ParsedLocal.of(state.getPath(), state)
            .filter(
                local ->
                    local.isUsedBlindly(AfterTheCatch.following(state.getPath(), clause, state)));
    if (parsed.isEmpty()) {
      return NO_MATCH;
    }
    return found(clause, code.get(), state)
        .setMessage(explain(parsed.get(), clause, code.get()))
        .addFix(Rethrow.fix(tree, clause, code.get(), state))
        .build();
  }

  private String explain(ParsedLocal local, CatchTree clause, HandlerCode code) {
    String consequence =
        local.isNull()
            ? "is still null, and what follows fails far from the cause or works on nothing"
            : "is still the empty object it began as, and what follows works on that as if it had been sent";
    return "%s goes on when its message cannot be read%s: `%s` %s. Let the failure through, %s: `throw %s;`. Or return before `%s` is used. %s"
        .formatted(
            code.handler(),
            code.helper().map(name -> " in " + name).orElse(""),
            local.name(),
            consequence,
            code.framework().afterFailure(),
            clause.getParameter().getName(),
            local.name(),
            unlessMeant(code));
  }
}
