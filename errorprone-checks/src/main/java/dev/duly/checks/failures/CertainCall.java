/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import static dev.duly.checks.apis.Acknowledging.ACKNOWLEDGE;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.duly.checks.apis.Acknowledging;
import dev.duly.checks.apis.Blocks;
import dev.duly.checks.apis.frameworks.Framework;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Acknowledgements that run whenever the statement they stand in does. */
final class CertainCall {

  /** The acknowledgement a statement makes for certain, itself or through a method of its class. */
  static Optional<ExpressionTree> ofAcknowledgement(Tree tree, VisitorState state) {
    if (tree instanceof ExpressionStatementTree statement) {
      return chained(statement.getExpression(), state);
    }
    if (tree instanceof ReturnTree end && end.getExpression() != null) {
      return chained(end.getExpression(), state);
    }
    if (tree instanceof BlockTree block) {
      return block.getStatements().stream()
          .flatMap(each -> ofAcknowledgement(each, state).stream())
          .findFirst();
    }
    if (tree instanceof TryTree attempt) {
      return ofAcknowledgement(attempt.getBlock(), state);
    }
    if (tree instanceof IfTree branch && branch.getElseStatement() == null) {
      return ofAcknowledgement(branch.getThenStatement(), state)
          .filter(call -> asksOnlyForReceiver(branch.getCondition(), call));
    }
    return Optional.empty();
  }

  /** Whether a statement does nothing but acknowledge, and log what becomes of that. */
  static boolean acknowledges(StatementTree statement, VisitorState state) {
    if (ofAcknowledgement(statement, state).isEmpty()) {
      return false;
    }
    if (statement instanceof TryTree attempt) {
      return onlyAcknowledges(attempt.getBlock(), state)
          && attempt.getCatches().stream()
              .allMatch(clause -> Blocks.LOG_ONLY.matches(clause.getBlock(), state));
    }
    if (statement instanceof IfTree branch && branch.getThenStatement() instanceof BlockTree then) {
      return onlyAcknowledges(then, state);
    }
    return !(statement instanceof BlockTree);
  }

  /** A call that acknowledges, or that of a method of this class that does nothing else. */
  static boolean isAcknowledgement(ExpressionTree call, VisitorState state) {
    return ACKNOWLEDGE.matches(call, state) || isHelper(call, state);
  }

  /** The library an acknowledgement tells. */
  static Optional<Framework> library(ExpressionTree call, VisitorState state) {
    Optional<Framework> direct = Acknowledging.libraryOf(call, state);
    BlockTree body = direct.isPresent() ? null : bodyInThisClass(call, state);
    if (body == null) {
      return direct;
    }
    List<Framework> found = new ArrayList<>();
    new AnyPart() {
      @Override
      public Boolean visitMethodInvocation(MethodInvocationTree inner, @Nullable Void unused) {
        Acknowledging.libraryOf(inner, state).ifPresent(found::add);
        return super.visitMethodInvocation(inner, null);
      }
    }.scan(body, null);
    return found.stream().findFirst();
  }

  private static boolean onlyAcknowledges(BlockTree block, VisitorState state) {
    return Blocks.onlyLogs(block, each -> acknowledges(each, state), state);
  }

  /** {@code message.ack().toCompletableFuture().join()} acknowledges as well. */
  private static Optional<ExpressionTree> chained(ExpressionTree call, VisitorState state) {
    for (ExpressionTree at = call;
        at instanceof MethodInvocationTree;
        at = ASTHelpers.getReceiver(at)) {
      if (isAcknowledgement(at, state)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private static boolean isHelper(ExpressionTree call, VisitorState state) {
    BlockTree body = bodyInThisClass(call, state);
    return body != null
        && body.getStatements().stream().anyMatch(each -> isDirect(each, state))
        && Blocks.onlyLogs(body, each -> isDirect(each, state), state);
  }

  private static @Nullable BlockTree bodyInThisClass(ExpressionTree call, VisitorState state) {
    if (!(ASTHelpers.getSymbol(call) instanceof MethodSymbol method) || method.isConstructor()) {
      return null;
    }
    ClassTree type = ASTHelpers.findEnclosingNode(state.getPath(), ClassTree.class);
    if (type == null || !method.owner.equals(ASTHelpers.getSymbol(type))) {
      return null;
    }
    MethodTree declaration = ASTHelpers.findMethod(method, state);
    return declaration == null ? null : declaration.getBody();
  }

  private static boolean isDirect(StatementTree statement, VisitorState state) {
    if (statement instanceof TryTree attempt) {
      return attempt.getBlock().getStatements().stream().anyMatch(each -> isDirect(each, state))
          && Blocks.onlyLogs(attempt.getBlock(), each -> isDirect(each, state), state)
          && attempt.getCatches().stream()
              .allMatch(clause -> Blocks.LOG_ONLY.matches(clause.getBlock(), state));
    }
    return statement instanceof ExpressionStatementTree each
        && ACKNOWLEDGE.matches(each.getExpression(), state);
  }

  /** {@code ack != null} and {@code channel.isOpen()} say nothing of the work. */
  static boolean asksOnlyForReceiver(ExpressionTree condition, ExpressionTree call) {
    Symbol receiver = ASTHelpers.getSymbol(ASTHelpers.getReceiver(call));
    boolean asksForOther =
        Boolean.TRUE.equals(
            new AnyPart() {
              @Override
              public Boolean visitIdentifier(IdentifierTree name, @Nullable Void unused) {
                return ASTHelpers.getSymbol(name) instanceof VarSymbol variable
                    && !variable.equals(receiver);
              }
            }.scan(condition, null));
    return receiver != null && !asksForOther;
  }

  private CertainCall() {}
}
