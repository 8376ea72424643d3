/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.sends;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.Blocks;
import dev.duly.checks.apis.Publishing;
import dev.duly.checks.apis.SendOutcomes;
import dev.duly.checks.apis.TopicNames;
import dev.duly.checks.apis.frameworks.Role;
import dev.duly.checks.apis.frameworks.Send;
import dev.duly.checks.keys.Locals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/** What becomes of the outcome of a send. */
public final class Outcome {

  /**
   * The send whose outcome a call hands to callbacks that log it and do nothing else; empty where
   * somebody still gets it, or where success alone does something: then what is missing shows.
   *
   * @param path the path of the call
   */
  public static Optional<MethodInvocationTree> onlyLogged(TreePath path, VisitorState state) {
    MethodInvocationTree call = (MethodInvocationTree) path.getLeaf();
    Optional<MethodInvocationTree> send = Optional.empty();
    if (SendOutcomes.isToldTo(call, state)) {
      send = Optional.of(call).filter(each -> onlyLogs(each.getArguments().get(1), state));
    } else if (SendOutcomes.TELLS.matches(call, state)
        && call.getArguments().stream().allMatch(each -> onlyLogs(each, state))
        && call.getArguments().stream().anyMatch(each -> hearsOfFailure(each, state))) {
      send = sendBefore(ASTHelpers.getReceiver(call), true, state);
    }
    return send.filter(each -> isDropped(path, state)).filter(each -> !bearsLoss(each, state));
  }

  private static Optional<MethodInvocationTree> sendBefore(
      @Nullable ExpressionTree receiver, boolean throughLocal, VisitorState state) {
    for (ExpressionTree at = receiver; at != null; at = ASTHelpers.getReceiver(at)) {
      if (at instanceof IdentifierTree name && throughLocal) {
        List<ExpressionTree> values = Locals.valuesOf(name, ASTHelpers.findEnclosingMethod(state));
        return values.size() == 1 && isUsedOnce(name, state)
            ? sendBefore(values.get(0), false, state)
            : Optional.empty();
      }
      if (!(at instanceof MethodInvocationTree call)) {
        return Optional.empty();
      }
      if (Publishing.PUBLISH.matches(call, state)) {
        return Optional.of(call);
      }
      // What another callback in the chain does may be the answer to the failure.
      if (call.getArguments().stream()
          .anyMatch(each -> isFunction(each) && !onlyLogs(each, state))) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isFunction(ExpressionTree argument) {
    return argument instanceof LambdaExpressionTree || argument instanceof MemberReferenceTree;
  }

  /** A future kept in a variable may be waited for elsewhere. */
  private static boolean isUsedOnce(IdentifierTree name, VisitorState state) {
    MethodTree within = ASTHelpers.findEnclosingMethod(state);
    Symbol variable = ASTHelpers.getSymbol(name);
    int[] uses = {0};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitIdentifier(IdentifierTree each, @Nullable Void unused) {
        if (variable != null && variable.equals(ASTHelpers.getSymbol(each))) {
          uses[0]++;
        }
        return null;
      }
    }.scan(within, null);
    return uses[0] == 1;
  }

  /** Whether nobody gets what the chain returns in the end. */
  private static boolean isDropped(TreePath path, VisitorState state) {
    TreePath at = path;
    // Further callbacks of the chain, as long as they log.
    while (at.getParentPath().getLeaf() instanceof MemberSelectTree
        && at.getParentPath().getParentPath().getLeaf() instanceof MethodInvocationTree next) {
      if (next.getArguments().isEmpty()
          || !next.getArguments().stream().allMatch(each -> onlyLogs(each, state))) {
        return false;
      }
      at = at.getParentPath().getParentPath();
    }
    Tree parent = at.getParentPath().getLeaf();
    return parent instanceof ExpressionStatementTree
        || (parent instanceof LambdaExpressionTree lambda && returnsNothing(lambda, state));
  }

  private static boolean returnsNothing(LambdaExpressionTree lambda, VisitorState state) {
    return state.getTypes().findDescriptorType(ASTHelpers.getType(lambda)).getReturnType().getKind()
        == TypeKind.VOID;
  }

  private static boolean onlyLogs(ExpressionTree callback, VisitorState state) {
    if (callback instanceof LambdaExpressionTree lambda) {
      return Blocks.ONLY_LOGS.matches(lambda.getBody(), state);
    }
    if (callback instanceof MemberReferenceTree) {
      MethodTree method = declared(callback, state);
      return method != null && Blocks.ONLY_LOGS.matches(method.getBody(), state);
    }
    return callback instanceof NewClassTree created
        && created.getClassBody() != null
        && methodsOf(created.getClassBody()).stream()
            .allMatch(method -> Blocks.ONLY_LOGS.matches(method.getBody(), state));
  }

  private static @Nullable MethodTree declared(ExpressionTree reference, VisitorState state) {
    return ASTHelpers.getSymbol(reference) instanceof MethodSymbol method
        ? ASTHelpers.findMethod(method, state)
        : null;
  }

  private static boolean hearsOfFailure(ExpressionTree callback, VisitorState state) {
    if (callback instanceof LambdaExpressionTree || callback instanceof MemberReferenceTree) {
      return state
          .getTypes()
          .findDescriptorType(ASTHelpers.getType(callback))
          .getParameterTypes()
          .stream()
          .anyMatch(parameter -> SendOutcomes.isFailure(parameter, state));
    }
    return callback instanceof NewClassTree;
  }

  private static List<MethodTree> methodsOf(ClassTree type) {
    return type.getMembers().stream()
        .filter(MethodTree.class::isInstance)
        .map(MethodTree.class::cast)
        .filter(method -> !ASTHelpers.getSymbol(method).isConstructor())
        .toList();
  }

  private static boolean bearsLoss(MethodInvocationTree send, VisitorState state) {
    List<ExpressionTree> names = new ArrayList<>();
    ExpressionTree sender = ASTHelpers.getReceiver(send);
    if (sender != null) {
      names.add(sender);
    }
    for (ExpressionTree sent : List.of(send, firstOf(send))) {
      Optional<Send> overload = Publishing.keyed(sent, state);
      overload.flatMap(each -> each.argument(Role.TOPIC, sent)).ifPresent(names::add);
    }
    return Topic.is(TopicNames.BEAR_LOSS, names, state);
  }

  /** {@code producer.send(new ProducerRecord<>(topic, …))}. */
  private static ExpressionTree firstOf(MethodInvocationTree send) {
    return send.getArguments().isEmpty() ? send : send.getArguments().get(0);
  }

  private Outcome() {}
}
