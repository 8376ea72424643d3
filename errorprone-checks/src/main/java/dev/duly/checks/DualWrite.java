/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.Handlers;
import dev.duly.checks.apis.SharedTransactions;
import dev.duly.checks.apis.Stores;
import dev.duly.checks.apis.Vocabulary;
import dev.duly.checks.declarations.Annotations;
import dev.duly.checks.declarations.HandlerPromise;
import dev.duly.checks.effects.ClassEffects;
import dev.duly.checks.effects.ClassEffects.Pair;
import dev.duly.checks.effects.Relays;
import dev.duly.checks.effects.Site;
import org.jspecify.annotations.Nullable;

/** A row and a message of one piece of work, written in two steps. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A row and its message are written in two steps: after a crash one is there without the other",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/DualWrite")
public final class DualWrite extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return Stores.writesAreIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.eachReporting(ClassTree.class, this::matchClass);
  }

  private void matchClass(ClassTree type, VisitorState state) {
    ClassEffects effects = ClassEffects.of(state.getPath(), state);
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method) {
        effects
            .pairIn(method)
            .filter(pair -> counts(pair, method, state))
            .ifPresent(pair -> state.reportMatch(describe(pair, method)));
      }
    }
  }

  private boolean counts(Pair pair, MethodTree method, VisitorState state) {
    MethodSymbol symbol = ASTHelpers.getSymbol(method);
    return !Exclusions.apply(symbol, state)
        && !isSuppressed(method, state)
        && !Annotations.givesReason(symbol, Vocabulary.BEST_EFFORT)
        // EffectInTransaction says what is wrong there.
        && !(Handlers.isOfDuly(symbol) && HandlerPromise.isGuardedInTransaction(symbol))
        && !SharedTransactions.cover(symbol, pair.send().call(), state)
        && !runsBrokerTransaction(method, state)
        && !Relays.include(pair, method);
  }

  private static boolean runsBrokerTransaction(MethodTree method, VisitorState state) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        found[0] |= SharedTransactions.BROKER_TRANSACTION.matches(call, state);
        return super.visitMethodInvocation(call, null);
      }
    }.scan(method.getBody(), null);
    return found[0];
  }

  private Description describe(Pair pair, MethodTree method) {
    MethodSymbol symbol = ASTHelpers.getSymbol(method);
    return buildDescription(pair.send().at().getLeaf())
        .setMessage(
            "%s.%s writes a row (%s) and hands a message to the broker (%s) in two steps: a crash between them, or a commit or a send that fails, leaves one without the other, and nobody tries again. Store the message with the row, in an outbox table and the same transaction, and let a relay send it. If the loss is acceptable: @SuppressWarnings(\"DualWrite\")."
                .formatted(
                    symbol.owner.getSimpleName(),
                    symbol.isConstructor() ? "<init>" : symbol.getSimpleName(),
                    nameOf(pair.write()),
                    nameOf(pair.send())))
        .build();
  }

  private static String nameOf(Site site) {
    MethodSymbol method = ASTHelpers.getSymbol(site.call());
    return method.owner.getSimpleName() + "." + method.getSimpleName();
  }
}
