/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;
import static dev.duly.checks.apis.Handlers.HANDLER;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.handoffs.RunsAsync;
import java.util.Optional;
import javax.lang.model.type.TypeKind;

/** A handler that a proxy runs on another thread, so that it returns before it has begun. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler is asynchronous and returns nothing: the message is settled before the handler has begun",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/AsyncListener")
public final class AsyncListener extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return HandlerCode.mayBeIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodTree.class, this::matchMethod);
  }

  private Description matchMethod(MethodTree tree, VisitorState state) {
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    if (method.getReturnType().getKind() != TypeKind.VOID || !HANDLER.matches(tree, state)) {
      return NO_MATCH;
    }
    Optional<String> async = RunsAsync.because(method, state);
    if (async.isEmpty()) {
      return NO_MATCH;
    }
    Optional<HandlerCode> code = handlerCode(state).filter(HandlerCode::isHandler);
    if (code.isEmpty()) {
      return NO_MATCH;
    }
    return found(tree, code.get(), state)
        .setMessage(
            "%s runs on another thread because of @%s and its caller goes on at once: the message counts as handled before the handler has begun, so when it fails, or the process stops before it is done, the message does not come back and its work is lost. Remove @%s: listeners have threads of their own, and when the handler fails, %s. %s"
                .formatted(
                    code.get().handler(),
                    async.get(),
                    async.get(),
                    code.get().framework().afterFailure(),
                    unlessMeant(code.get())))
        .addFix(RunsAsync.onItself(tree).map(AsyncListener::remove).orElse(SuggestedFix.emptyFix()))
        .build();
  }

  private static SuggestedFix remove(AnnotationTree annotation) {
    return SuggestedFix.delete(annotation);
  }
}
