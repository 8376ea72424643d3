/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewClassTree;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.ClassPath;
import dev.duly.checks.keys.Instability;
import dev.duly.checks.keys.KeySite;
import java.util.Optional;

/** A key that is not the same for every copy of its message. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "A key is made from something that is not the same for every copy of the message",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/UnstableKey")
public final class UnstableKey extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return ClassPath.hasDuly(state);
  }

  @Override
  void look(TreesOf file) {
    file.eachReporting(NewClassTree.class, this::matchCreation);
    file.eachReporting(ClassTree.class, this::matchClass);
  }

  private void matchClass(ClassTree tree, VisitorState state) {
    for (KeySite site : KeySite.declaredIn(tree, state)) {
      report(site, ASTHelpers.getSymbol(tree), state);
    }
  }

  private void matchCreation(NewClassTree tree, VisitorState state) {
    Symbol message = ASTHelpers.getSymbol(tree).owner;
    ClassTree around = state.findEnclosing(ClassTree.class);
    // Elsewhere the caller may have got the value from whoever first saw the event.
    if (around == null || !message.equals(ASTHelpers.getSymbol(around))) {
      return;
    }
    for (KeySite site : KeySite.argumentsOf(tree, ASTHelpers.findEnclosingMethod(state), state)) {
      report(site, message, state);
    }
  }

  private void report(KeySite site, Symbol message, VisitorState state) {
    Optional<Instability> instability = Instability.in(site, state);
    if (instability.isEmpty() || Exclusions.apply(message, state)) {
      return;
    }
    ExpressionTree source = instability.get().source();
    state.reportMatch(
        buildDescription(site.expression())
            .setMessage(
                "%s.%s is made from %s, which %s. %s Make it from what the message says, such as the number of the order, or take it from the caller as a parameter."
                    .formatted(
                        message.getSimpleName(),
                        site.key(),
                        state.getSourceForNode(source),
                        instability.get().why(),
                        site.identity()
                            ? "Copies of one message must have the same key and different messages different ones; otherwise the effect happens twice, or not at all."
                            : "Messages that belong together must have the same key; otherwise they are handled at the same time and in any order."))
            .build());
  }
}
