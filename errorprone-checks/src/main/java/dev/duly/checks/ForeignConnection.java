/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;
import static dev.duly.checks.apis.OtherTransactions.DECLARED_APART;
import static dev.duly.checks.apis.OtherTransactions.OPENS_CONNECTION;
import static dev.duly.checks.apis.OtherTransactions.OTHER_THREAD;
import static dev.duly.checks.apis.OtherTransactions.RUNS_IN_TEMPLATE;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.ClassPath;
import dev.duly.checks.effects.Elsewhere;
import dev.duly.checks.handlers.HandlerCode;
import java.util.List;
import java.util.Optional;

/** A write that is no part of the transaction its handler promises. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler writes outside its transaction: what it wrote stays after a rollback and is written again",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/ForeignConnection")
public final class ForeignConnection extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return ClassPath.hasDuly(state) && HandlerCode.mayBeIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::matchCall);
    file.each(NewClassTree.class, this::matchCreation);
  }

  private Description matchCall(MethodInvocationTree call, VisitorState state) {
    if (OPENS_CONNECTION.matches(call, state)) {
      return describe(call, "opens a connection of its own", state);
    }
    if (DECLARED_APART.matches(call, state)) {
      MethodSymbol method = ASTHelpers.getSymbol(call);
      return describe(
          call,
          "calls %s.%s, which is declared to run outside its caller's transaction,"
              .formatted(method.owner.getSimpleName(), method.getSimpleName()),
          state);
    }
    if (RUNS_IN_TEMPLATE.matches(call, state)) {
      ClassTree type = ASTHelpers.findEnclosingNode(state.getPath(), ClassTree.class);
      return type != null && Elsewhere.isSetApart(call, type, state)
          ? describe(call, "runs in a template's own transaction", state)
          : NO_MATCH;
    }
    return onOtherThread(call, call.getArguments(), state);
  }

  private Description matchCreation(NewClassTree tree, VisitorState state) {
    return onOtherThread(tree, tree.getArguments(), state);
  }

  private Description onOtherThread(
      ExpressionTree call, List<? extends ExpressionTree> arguments, VisitorState state) {
    return OTHER_THREAD.matches(call, state) && Elsewhere.writes(arguments, state)
        ? describe(call, "writes on another thread", state)
        : NO_MATCH;
  }

  private Description describe(ExpressionTree at, String what, VisitorState state) {
    Optional<HandlerCode> found = guardedCode(state);
    if (found.isEmpty()) {
      return NO_MATCH;
    }
    HandlerCode code = found.get();
    return buildDescription(at)
        .setMessage(
            "%s %s%s and so outside the transaction that holds the record of its message: what is written there stays when the handler fails, and the next attempt writes it again. Take a parameter `Transaction tx` and write through tx.connection(), on the handler's own thread. %s"
                .formatted(
                    code.handler(),
                    what,
                    code.helper().map(name -> " in " + name).orElse(""),
                    unlessMeant(code)))
        .addFix(Elsewhere.fix(at, code, state))
        .build();
  }
}
