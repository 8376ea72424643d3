/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import dev.duly.checks.apis.UnstableSources;
import dev.duly.checks.declarations.HandlerPromise;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.identity.Identity;
import dev.duly.checks.identity.NewEachTime;
import dev.duly.checks.identity.Recognised;
import java.util.Optional;

/** A handler that gives what it makes another identity each time the message is delivered. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler makes an identity from chance or the clock: a redelivery makes a copy nobody can recognise",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/RandomIdentityInHandler")
public final class RandomIdentityInHandler extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return HandlerCode.mayBeIn(state) && UnstableSources.areIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::match);
    file.each(NewClassTree.class, this::match);
    file.each(AssignmentTree.class, this::match);
  }

  private Description match(Tree tree, VisitorState state) {
    Optional<HandlerCode> code = handlerCode(state);
    if (code.isEmpty()) {
      return NO_MATCH;
    }
    for (Identity identity : Identity.in(tree, state)) {
      Optional<ExpressionTree> source = NewEachTime.in(identity.value(), state);
      if (source.isPresent()) {
        return isMadeOnce(identity, code.get(), state)
            ? NO_MATCH
            : describe(identity, source.get(), code.get(), state);
      }
    }
    return NO_MATCH;
  }

  /** What the transaction of the handler holds is there once, whatever it is called. */
  private static boolean isMadeOnce(Identity identity, HandlerCode code, VisitorState state) {
    return identity.kind() != Identity.Kind.REQUEST
        && (Recognised.before(state.getPath(), state)
            || (code.isHandler()
                && code.code() instanceof MethodTree method
                && HandlerPromise.isGuardedInTransaction(ASTHelpers.getSymbol(method))));
  }

  private Description describe(
      Identity identity, ExpressionTree source, HandlerCode code, VisitorState state) {
    return buildDescription(identity.value())
        .setMessage(
            "%s makes an identity from %s: after a crash, a timeout or a rebalance the message is delivered again and makes %s. Make it from the message: its own id, or UUID.nameUUIDFromBytes(…) of what identifies it. If a copy does no harm: @SuppressWarnings(\"RandomIdentityInHandler\")."
                .formatted(code.handler(), state.getSourceForNode(source), identity.kind().copy()))
        .build();
  }
}
