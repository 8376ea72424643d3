/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handoffs;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.Blocks;
import dev.duly.checks.apis.HandOffs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call after which the work is still to be done, by somebody else.
 *
 * @param call the call itself, which may be the first of a chain
 * @param work what is to be done
 */
public record HandOff(MethodInvocationTree call, List<? extends ExpressionTree> work) {

  /** The hand-off in a chain of calls whose result is dropped; empty where the chain waits. */
  public static Optional<HandOff> in(MethodInvocationTree chain, VisitorState state) {
    Optional<HandOff> found = Optional.empty();
    for (ExpressionTree each = chain;
        each instanceof MethodInvocationTree call;
        each = ASTHelpers.getReceiver(call)) {
      if (HandOffs.WAIT.matches(call, state)) {
        return Optional.empty();
      }
      if (found.isEmpty()) {
        found = of(call, state);
      }
    }
    return found;
  }

  private static Optional<HandOff> of(MethodInvocationTree call, VisitorState state) {
    if (HandOffs.TASK.matches(call, state)) {
      return runsInPlace(ASTHelpers.getReceiver(call), state)
          ? Optional.empty()
          : Optional.of(new HandOff(call, call.getArguments()));
    }
    if (HandOffs.SUBSCRIPTION.matches(call, state)) {
      return Optional.of(new HandOff(call, List.of(call)));
    }
    return HandOffs.THREAD_START.matches(call, state)
        ? made(ASTHelpers.getReceiver(call), state).map(thread -> new HandOff(call, thread))
        : Optional.empty();
  }

  /** Whether the work is about the message; a task that only logs is nobody's loss. */
  public boolean takes(FromMessage message, VisitorState state) {
    return work.stream()
        .filter(message::isIn)
        .anyMatch(
            each ->
                each instanceof LambdaExpressionTree lambda
                    ? Blocks.WORK.matches(lambda.getBody(), state)
                    : !isDelay(each));
  }

  private static boolean isDelay(ExpressionTree argument) {
    Type type = ASTHelpers.getType(argument);
    return type == null || type.isPrimitive();
  }

  private static boolean runsInPlace(@Nullable ExpressionTree executor, VisitorState state) {
    if (executor == null) {
      return false;
    }
    Type type = ASTHelpers.getType(executor);
    return HandOffs.MAKES_IN_PLACE.matches(executor, state)
        || HandOffs.IN_PLACE.stream()
            .map(state::getTypeFromString)
            .anyMatch(each -> each != null && ASTHelpers.isSubtype(type, each, state));
  }

  /** What a thread was made with. */
  private static Optional<List<? extends ExpressionTree>> made(
      @Nullable ExpressionTree thread, VisitorState state) {
    if (thread instanceof NewClassTree creation) {
      return Optional.of(creation.getArguments());
    }
    Symbol variable = thread instanceof IdentifierTree ? ASTHelpers.getSymbol(thread) : null;
    if (variable == null) {
      return Optional.empty();
    }
    List<ExpressionTree> made = new ArrayList<>();
    Tree method = ASTHelpers.findEnclosingMethod(state);
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        if (variable.equals(ASTHelpers.getSymbol(tree)) && tree.getInitializer() != null) {
          made.addAll(
              tree.getInitializer() instanceof NewClassTree creation
                  ? creation.getArguments()
                  : List.of(tree.getInitializer()));
        }
        return super.visitVariable(tree, null);
      }
    }.scan(method, null);
    return made.isEmpty() ? Optional.empty() : Optional.of(made);
  }
}
