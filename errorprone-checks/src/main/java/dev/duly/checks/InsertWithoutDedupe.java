/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;
import static dev.duly.checks.apis.Stores.INSERT;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import dev.duly.checks.apis.Stores;
import dev.duly.checks.declarations.HandlerPromise;
import dev.duly.checks.effects.NewRow;
import dev.duly.checks.effects.Recognition;
import dev.duly.checks.handlers.HandlerCode;
import java.util.List;
import java.util.Optional;

/** A handler that stores a new row each time its message comes. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler inserts a row and nothing tells a copy of its message: a redelivery inserts a second one",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/InsertWithoutDedupe")
public final class InsertWithoutDedupe extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return HandlerCode.mayBeIn(state) && Stores.insertsAreIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::matchCall);
  }

  private Description matchCall(MethodInvocationTree call, VisitorState state) {
    if (call.getArguments().size() != 1 || !INSERT.matches(call, state)) {
      return NO_MATCH;
    }
    ClassTree type = ASTHelpers.findEnclosingNode(state.getPath(), ClassTree.class);
    if (type == null || !NewRow.isStored(call.getArguments().get(0), around(type, state), state)) {
      return NO_MATCH;
    }
    // A note of a failure is no effect of the message.
    if (ASTHelpers.findEnclosingNode(state.getPath(), CatchTree.class) != null) {
      return NO_MATCH;
    }
    Optional<HandlerCode> found = handlerCode(state);
    if (found.isEmpty() || isRecognised(call, type, found.get(), state)) {
      return NO_MATCH;
    }
    return describe(call, found.get());
  }

  private static Tree around(ClassTree type, VisitorState state) {
    MethodTree method = ASTHelpers.findEnclosingNode(state.getPath(), MethodTree.class);
    return method == null ? type : method;
  }

  /** A handler may look in one method of its class and store in another. */
  private static boolean isRecognised(
      MethodInvocationTree call, ClassTree type, HandlerCode code, VisitorState state) {
    if (code.runningWith(state.getPath(), state).stream()
        .anyMatch(each -> Recognition.isIn(each, call))) {
      return true;
    }
    List<? extends Tree> handlers =
        code.isHandler() && code.code() instanceof MethodTree
            ? List.of(code.code())
            : type.getMembers();
    return handlers.stream()
        .filter(MethodTree.class::isInstance)
        .map(MethodTree.class::cast)
        .map(ASTHelpers::getSymbol)
        .anyMatch(each -> Recognition.isDeclaredOn(each) || HandlerPromise.bearsCopies(each));
  }

  private Description describe(MethodInvocationTree call, HandlerCode code) {
    String row = ASTHelpers.getType(call.getArguments().get(0)).tsym.getSimpleName().toString();
    return buildDescription(call)
        .setMessage(
            "%s%s inserts a new %s each time it runs, and the store makes up its id: after a crash, a timeout or a rebalance the message comes again, and there are two rows. Give %s the message's own id (as @Id, or in a unique column) or look for it first, in the same transaction. If a second row does no harm: @SuppressWarnings(\"InsertWithoutDedupe\")."
                .formatted(
                    code.handler(),
                    code.helper().map(name -> " (in " + name + ")").orElse(""),
                    row,
                    row))
        .build();
  }
}
