/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import com.google.errorprone.BugPattern.SeverityLevel;
import com.google.errorprone.ErrorProneOptions.Severity;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.Handlers;
import dev.duly.checks.apis.Vocabulary;
import dev.duly.checks.declarations.Annotations;
import dev.duly.checks.declarations.HandlerPromise;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.handlers.Polling;
import java.util.Optional;
import java.util.function.Predicate;

/** A check of code that runs when a message arrives, whichever library brings it. */
abstract class HandlerCheck extends BugChecker {
  private static final long serialVersionUID = 1L;

  /**
   * The handler code at hand, where a loss in it counts: not in tests and generated classes, nor
   * where {@code @BestEffort} gives a reason or the check is suppressed.
   */
  final Optional<HandlerCode> handlerCode(VisitorState state) {
    return handlerCode(method -> true, state);
  }

  /** As above, of Duly's handlers whose effect shares a transaction with its message's record. */
  final Optional<HandlerCode> guardedCode(VisitorState state) {
    return handlerCode(
            method -> !Handlers.isOfDuly(method) || HandlerPromise.isGuardedInTransaction(method),
            state)
        .filter(code -> code.framework().isDuly());
  }

  /** As above, for code that fetches messages itself. */
  final Optional<HandlerCode> pollingCode(VisitorState state) {
    return isExcluded(state)
        ? Optional.empty()
        : Polling.around(state.getPath(), method -> counts(method, state), state);
  }

  private Optional<HandlerCode> handlerCode(Predicate<MethodSymbol> wanted, VisitorState state) {
    return HandlerCode.around(state.getPath(), wanted.and(method -> counts(method, state)), state)
        .filter(code -> !isExcluded(state));
  }

  private static boolean isExcluded(VisitorState state) {
    ClassTree type = ASTHelpers.findEnclosingNode(state.getPath(), ClassTree.class);
    return type == null || Exclusions.apply(ASTHelpers.getSymbol(type), state);
  }

  /** Whether a loss at the tree at hand counts, whatever runs it. */
  final boolean lossCounts(VisitorState state) {
    if (isExcluded(state)) {
      return false;
    }
    for (Tree each : state.getPath()) {
      if (each instanceof MethodTree || each instanceof ClassTree) {
        return !Annotations.givesReason(ASTHelpers.getSymbol(each), Vocabulary.BEST_EFFORT);
      }
    }
    return true;
  }

  private boolean counts(MethodSymbol method, VisitorState state) {
    return !Annotations.givesReason(method, Vocabulary.BEST_EFFORT) && !isSuppressed(method, state);
  }

  /**
   * A finding at a tree: an error in Duly's handlers, in those of another library a warning. What
   * the build says of the check's level goes before.
   */
  @SuppressWarnings("RestrictedApi") // It would overrule the build's options: they are asked first.
  final Description.Builder found(Tree at, HandlerCode in, VisitorState state) {
    Description.Builder description = buildDescription(at);
    if (!in.framework().isDuly() && !isLevelSet(state)) {
      description.overrideSeverity(SeverityLevel.WARNING);
    }
    return description;
  }

  /** Whether the build sets a level for this check; naming it only turns it on. */
  private boolean isLevelSet(VisitorState state) {
    Severity level = state.errorProneOptions().getSeverityMap().get(canonicalName());
    return level != null && level != Severity.DEFAULT;
  }

  /** How to say that a loss is meant, as the last sentence of a message. */
  final String unlessMeant(HandlerCode in) {
    return in.framework().isDuly()
        ? "If the loss is acceptable, say why: @BestEffort(because = \"…\")."
        : "If the loss is acceptable: @SuppressWarnings(\"" + canonicalName() + "\").";
  }
}
