/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.bugpatterns.BugChecker.AssignmentTreeMatcher;
import com.google.errorprone.bugpatterns.BugChecker.CompoundAssignmentTreeMatcher;
import com.google.errorprone.bugpatterns.BugChecker.MethodInvocationTreeMatcher;
import com.google.errorprone.bugpatterns.BugChecker.UnaryTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.Habits;
import dev.duly.checks.handlers.HandlerCode;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** A handler that keeps what it knows in a field. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "A handler changes a field: handlers run at the same time, and a restart forgets it",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/SharedHandlerState")
public final class SharedHandlerState extends HintCheck
    implements AssignmentTreeMatcher,
        CompoundAssignmentTreeMatcher,
        MethodInvocationTreeMatcher,
        UnaryTreeMatcher {
  private static final long serialVersionUID = 1L;

  @Override
  public Description matchAssignment(AssignmentTree tree, VisitorState state) {
    Symbol field = ASTHelpers.getSymbol(tree.getVariable());
    // Whoever wrote volatile thought of other threads.
    return field != null && field.getModifiers().contains(Modifier.VOLATILE)
        ? NO_MATCH
        : match(tree, field, state);
  }

  @Override
  public Description matchCompoundAssignment(CompoundAssignmentTree tree, VisitorState state) {
    return match(tree, ASTHelpers.getSymbol(tree.getVariable()), state);
  }

  @Override
  public Description matchUnary(UnaryTree tree, VisitorState state) {
    return switch (tree.getKind()) {
      case POSTFIX_INCREMENT, POSTFIX_DECREMENT, PREFIX_INCREMENT, PREFIX_DECREMENT ->
          match(tree, ASTHelpers.getSymbol(tree.getExpression()), state);
      default -> NO_MATCH;
    };
  }

  @Override
  public Description matchMethodInvocation(MethodInvocationTree tree, VisitorState state) {
    if (!isAskedFor(state)
        || !Habits.CHANGES.matcher(ASTHelpers.getSymbol(tree).getSimpleName()).matches()) {
      return NO_MATCH;
    }
    ExpressionTree receiver = ASTHelpers.getReceiver(tree);
    Symbol field = receiver == null ? null : ASTHelpers.getSymbol(receiver);
    return field != null && isForOneThread(field, state) ? match(tree, field, state) : NO_MATCH;
  }

  private Description match(Tree tree, @Nullable Symbol field, VisitorState state) {
    if (!isAskedFor(state)
        || field == null
        || field.getKind() != ElementKind.FIELD
        || isGuarded(state)) {
      return NO_MATCH;
    }
    Optional<HandlerCode> code =
        handlerCode(state).filter(each -> field.owner.equals(classAround(state)));
    if (code.isEmpty()) {
      return NO_MATCH;
    }
    return buildDescription(tree)
        .setMessage(
            "%s changes the field %s: handlers run on several threads and in several instances, so one's change is lost or mixed with another's, and a restart forgets it while the messages count as handled. Keep it in a local variable, or in a store together with the message's work."
                .formatted(code.get().handler(), field.getSimpleName()))
        .build();
  }

  private static @Nullable Symbol classAround(VisitorState state) {
    ClassTree type = ASTHelpers.findEnclosingNode(state.getPath(), ClassTree.class);
    return type == null ? null : ASTHelpers.getSymbol(type);
  }

  private static boolean isGuarded(VisitorState state) {
    for (Tree each : state.getPath()) {
      if (each instanceof SynchronizedTree) {
        return true;
      }
      if (each instanceof MethodTree method) {
        return method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED);
      }
    }
    return false;
  }

  /** By what it is made as, where that stands there: a Map may be of either kind. */
  private static boolean isForOneThread(Symbol field, VisitorState state) {
    ClassTree type = ASTHelpers.findEnclosingNode(state.getPath(), ClassTree.class);
    Type made = field.type;
    if (type != null) {
      for (Tree member : type.getMembers()) {
        if (member instanceof VariableTree variable
            && field.equals(ASTHelpers.getSymbol(variable))
            && variable.getInitializer() instanceof NewClassTree creation) {
          made = ASTHelpers.getType(creation);
        }
      }
    }
    return made != null && Habits.FOR_ONE_THREAD.contains(made.tsym.getQualifiedName().toString());
  }
}
