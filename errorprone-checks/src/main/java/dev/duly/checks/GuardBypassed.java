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
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.ClassPath;
import dev.duly.checks.declarations.HandlerPromise;
import dev.duly.checks.handlers.HandlerCode;
import org.jspecify.annotations.Nullable;

/** A guarded handler called by hand. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "A guarded handler is called directly: nothing asks whether it has run already",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/GuardBypassed")
public final class GuardBypassed extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return ClassPath.hasDuly(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::matchCall);
    file.each(MemberReferenceTree.class, this::matchReference);
  }

  private Description matchCall(MethodInvocationTree tree, VisitorState state) {
    return match(tree, ASTHelpers.getSymbol(tree), ASTHelpers.getReceiver(tree), state);
  }

  private Description matchReference(MemberReferenceTree tree, VisitorState state) {
    return match(tree, ASTHelpers.getSymbol(tree), tree.getQualifierExpression(), state);
  }

  private Description match(
      ExpressionTree tree,
      MethodSymbol called,
      @Nullable ExpressionTree receiver,
      VisitorState state) {
    // An override that hands on to what it overrides runs behind its own guard.
    if (!HandlerPromise.isGuarded(called)
        || isSuper(receiver)
        || runsGuarded(state)
        || Exclusions.excuse(state)) {
      return NO_MATCH;
    }
    return buildDescription(tree)
        .setMessage(
            "%s calls %s directly, past its guard: a call that is made again, or for a message that was handled already, takes effect a second time, and nothing remembers this one. Publish the message and let it arrive; what both need goes into a method of its own."
                .formatted(HandlerCode.nameAround(state.getPath()), HandlerCode.nameOf(called)))
        .build();
  }

  /** One guarded handler that calls another does so in its own transaction, once. */
  private static boolean runsGuarded(VisitorState state) {
    for (Tree each : state.getPath()) {
      if (each instanceof MethodTree method) {
        return HandlerPromise.isGuarded(ASTHelpers.getSymbol(method));
      }
    }
    return false;
  }

  private static boolean isSuper(@Nullable ExpressionTree receiver) {
    return receiver instanceof IdentifierTree name && name.getName().contentEquals("super");
  }
}
