/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.HandOffs;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.handlers.SettledOutside;
import dev.duly.checks.handoffs.FromMessage;
import dev.duly.checks.handoffs.HandOff;
import dev.duly.checks.handoffs.RunInPlace;
import dev.duly.checks.handoffs.SettledElsewhere;
import dev.duly.checks.handoffs.Waiting;
import java.util.Optional;
import javax.lang.model.type.TypeKind;

/** A handler that has its work done by another thread and returns before it is. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler hands its work to another thread and returns: the message is settled before the work is done",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/HandOffBeforeAck")
public final class HandOffBeforeAck extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return HandlerCode.mayBeIn(state) && HandOffs.areIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::matchCall);
  }

  private Description matchCall(MethodInvocationTree tree, VisitorState state) {
    Tree parent = state.getPath().getParentPath().getLeaf();
    if (!isDropped(parent, state)) {
      return NO_MATCH;
    }
    Optional<HandlerCode> code = handlerCode(state);
    if (code.isEmpty() || !endsWithNothing(code.get(), state)) {
      return NO_MATCH;
    }
    Optional<HandOff> handOff = HandOff.in(tree, state);
    if (handOff.isEmpty()) {
      return NO_MATCH;
    }
    if (!handOff.get().takes(FromMessage.in(code.get()), state)
        // The acknowledgement belongs to the work then, and comes after it.
        || SettledElsewhere.by(tree, state)
        || SettledOutside.of(code.get(), state)
        || Waiting.follows(state.getPath(), code.get(), state)) {
      return NO_MATCH;
    }
    return found(tree, code.get(), state)
        .setMessage(explain(handOff.get(), code.get()))
        .addFix(RunInPlace.fix(handOff.get(), parent, state))
        .build();
  }

  private String explain(HandOff handOff, HandlerCode code) {
    return "%s hands its work to another thread with %s%s and returns: the message counts as handled at once, so when that work fails, or the process stops before it is done, the message does not come back and its work is lost. Do the work before the handler returns, or wait for it with join(): a failure then reaches the caller, and %s. %s"
        .formatted(
            code.handler(),
            ASTHelpers.getSymbol(handOff.call()).getSimpleName(),
            code.helper().map(name -> " in " + name).orElse(""),
            code.framework().afterFailure(),
            unlessMeant(code));
  }

  private static boolean isDropped(Tree parent, VisitorState state) {
    return parent instanceof ExpressionStatementTree
        || (parent instanceof LambdaExpressionTree lambda && returnsVoid(lambda, state));
  }

  /** Where it returns something, that may be the future. Whoever only takes a message may wait. */
  private static boolean endsWithNothing(HandlerCode code, VisitorState state) {
    return !code.takesMessageOnly()
        && (code.code() instanceof LambdaExpressionTree lambda
            ? returnsVoid(lambda, state)
            : isVoid(ASTHelpers.getSymbol(code.code())));
  }

  private static boolean isVoid(Symbol method) {
    return method instanceof MethodSymbol handler
        && handler.getReturnType().getKind() == TypeKind.VOID;
  }

  private static boolean returnsVoid(LambdaExpressionTree lambda, VisitorState state) {
    Type function = ASTHelpers.getType(lambda);
    return function != null
        && state.getTypes().findDescriptorType(function).getReturnType().getKind() == TypeKind.VOID;
  }
}
