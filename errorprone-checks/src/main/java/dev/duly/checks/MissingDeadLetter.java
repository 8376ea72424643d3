/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.bugpatterns.BugChecker.MethodInvocationTreeMatcher;
import com.google.errorprone.bugpatterns.BugChecker.NewClassTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.Habits;

/** What cannot be handled, and nobody keeps. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "What cannot be handled is kept nowhere: after the last attempt the message is dropped",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/MissingDeadLetter")
public final class MissingDeadLetter extends HintCheck
    implements MethodInvocationTreeMatcher, NewClassTreeMatcher {
  private static final long serialVersionUID = 1L;

  @Override
  public Description matchNewClass(NewClassTree tree, VisitorState state) {
    if (!isAskedFor(state)) {
      return NO_MATCH;
    }
    MethodSymbol constructor = ASTHelpers.getSymbol(tree);
    if (!Habits.RECOVERERS.containsKey(constructor.owner.getQualifiedName().toString())
        || constructor.getParameters().stream()
            .anyMatch(
                each -> Habits.RECOVERER.contains(each.type.tsym.getQualifiedName().toString()))) {
      return NO_MATCH;
    }
    return describe(
        tree,
        "This %s has nobody to give a message to that still fails after the last attempt: it logs the message and drops it. Give it a recoverer: new %s(new %s(template), …)."
            .formatted(
                constructor.owner.getSimpleName(),
                constructor.owner.getSimpleName(),
                Habits.RECOVERERS.get(constructor.owner.getQualifiedName().toString())),
        state);
  }

  @Override
  public Description matchMethodInvocation(MethodInvocationTree tree, VisitorState state) {
    if (!isAskedFor(state) || !Habits.BUILDS_QUEUE.matches(tree, state)) {
      return NO_MATCH;
    }
    boolean durable = false;
    for (ExpressionTree each = tree;
        each instanceof MethodInvocationTree call;
        each = ASTHelpers.getReceiver(call)) {
      if (Habits.TO_DEAD_LETTERS.matches(call, state)) {
        return NO_MATCH;
      }
      durable |= Habits.DURABLE_QUEUE.matches(call, state);
    }
    // Where the dead letters go has none of its own.
    if (!durable || Habits.DEAD_LETTERS.matcher(state.getSourceForNode(tree)).find()) {
      return NO_MATCH;
    }
    return describe(
        tree,
        "This queue says nothing of where a message goes that its listener rejects: it is dropped, or comes back without end. Add .deadLetterExchange(\"…\"), and declare a queue for it.",
        state);
  }

  private Description describe(Tree tree, String message, VisitorState state) {
    ClassTree type = ASTHelpers.findEnclosingNode(state.getPath(), ClassTree.class);
    return type != null && Exclusions.apply(ASTHelpers.getSymbol(type), state)
        ? NO_MATCH
        : buildDescription(tree).setMessage(message).build();
  }
}
