/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import static dev.duly.checks.apis.Acknowledging.REFUSE;
import static dev.duly.checks.apis.Blocks.WORK;

import com.google.errorprone.VisitorState;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import dev.duly.checks.apis.Blocks;
import dev.duly.checks.apis.Harmless;
import dev.duly.checks.apis.frameworks.Framework;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledgement by hand that a failure in a try does not keep from being made, or that it
 * leaves out without telling anyone.
 *
 * @param place where it stands
 * @param call the acknowledging call
 * @param clause the catch that only logs; empty where there is none
 */
public record Acknowledgement(Place place, ExpressionTree call, Optional<CatchTree> clause) {
  /** Where an acknowledgement stands. */
  public enum Place {
    IN_CATCH,
    AFTER_CATCH,
    IN_FINALLY,
    /** At the end of the try: a failure leaves it out, and the catch refuses nothing. */
    LEFT_OUT
  }

  /** The acknowledgement around a try, at the path, that failures of its work do not govern. */
  public static Optional<Acknowledgement> around(TreePath path, VisitorState state) {
    TryTree attempt = (TryTree) path.getLeaf();
    Optional<CatchTree> silent = silent(attempt, state);
    // Whether there is work in it is the longest question, and most acknowledge nothing.
    return inFinally(attempt, silent, state)
        .or(() -> silent.flatMap(clause -> onTheFailingPath(path, clause, state)))
        .filter(found -> WORK.matches(attempt.getBlock(), state));
  }

  /** The library that is told. */
  public Optional<Framework> library(VisitorState state) {
    return CertainCall.library(call, state);
  }

  private static Optional<CatchTree> silent(TryTree attempt, VisitorState state) {
    return attempt.getCatches().stream()
        .filter(Catches::everything)
        .filter(clause -> logsOrAcknowledges(clause.getBlock(), state))
        .<CatchTree>map(clause -> clause)
        .findFirst();
  }

  private static boolean logsOrAcknowledges(BlockTree block, VisitorState state) {
    return Blocks.onlyLogs(block, each -> CertainCall.acknowledges(each, state), state);
  }

  private static Optional<Acknowledgement> inFinally(
      TryTree attempt, Optional<CatchTree> silent, VisitorState state) {
    return Optional.ofNullable(attempt.getFinallyBlock())
        .flatMap(last -> CertainCall.ofAcknowledgement(last, state))
        .filter(call -> escapes(attempt, silent, state))
        .filter(call -> Boolean.TRUE.equals(new Unguarded(state).scan(attempt.getBlock(), null)))
        .map(call -> new Acknowledgement(Place.IN_FINALLY, call, silent));
  }

  /** Whether an unforeseen failure comes to the finally with nobody having kept the message. */
  private static boolean escapes(TryTree attempt, Optional<CatchTree> silent, VisitorState state) {
    return silent.isPresent()
        || attempt.getCatches().stream()
            .filter(Catches::everything)
            .allMatch(clause -> throwsOrRefuses(clause.getBlock(), state));
  }

  private static boolean throwsOrRefuses(BlockTree block, VisitorState state) {
    return Boolean.TRUE.equals(
        new AnyPart() {
          @Override
          public Boolean visitThrow(ThrowTree tree, @Nullable Void unused) {
            return true;
          }

          @Override
          public Boolean visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
            return REFUSE.matches(call, state) || super.visitMethodInvocation(call, null);
          }
        }.scan(block, null));
  }

  private static Optional<Acknowledgement> onTheFailingPath(
      TreePath path, CatchTree clause, VisitorState state) {
    Optional<ExpressionTree> inCatch = CertainCall.ofAcknowledgement(clause.getBlock(), state);
    if (inCatch.isPresent()) {
      return inCatch.map(call -> at(Place.IN_CATCH, call, clause));
    }
    if (AfterTheCatch.tells(path, clause, state)) {
      return Optional.empty();
    }
    return AfterTheCatch.following(path, clause, state).stream()
        .flatMap(tree -> CertainCall.ofAcknowledgement(tree, state).stream())
        .findFirst()
        .map(call -> at(Place.AFTER_CATCH, call, clause))
        .or(
            () ->
                lastIn(((TryTree) path.getLeaf()).getBlock(), state)
                    .map(call -> at(Place.LEFT_OUT, call, clause)));
  }

  /** An acknowledgement, whatever it depends on, that no work follows. */
  private static Optional<ExpressionTree> lastIn(BlockTree block, VisitorState state) {
    List<? extends StatementTree> statements = block.getStatements();
    for (int i = statements.size() - 1; i >= 0; i--) {
      ExpressionTree[] found = new ExpressionTree[1];
      new AnyPart() {
        @Override
        public Boolean visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
          if (CertainCall.isAcknowledgement(call, state)) {
            found[0] = call;
          }
          return super.visitMethodInvocation(call, null);
        }
      }.scan(statements.get(i), null);
      if (found[0] != null) {
        return Optional.of(found[0]);
      }
      if (WORK.matches(statements.get(i), state)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Acknowledgement at(Place place, ExpressionTree call, CatchTree clause) {
    return new Acknowledgement(place, call, Optional.of(clause));
  }

  /** Work whose failure no try inside answers. */
  private static final class Unguarded extends AnyPart {
    private final VisitorState state;

    Unguarded(VisitorState state) {
      this.state = state;
    }

    @Override
    public Boolean visitTry(TryTree inner, @Nullable Void unused) {
      boolean ends =
          inner.getCatches().stream()
              .anyMatch(
                  clause ->
                      Catches.everything(clause) && !throwsOrRefuses(clause.getBlock(), state));
      return !ends && Boolean.TRUE.equals(super.visitTry(inner, null));
    }

    @Override
    public Boolean visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
      return !Harmless.NO_WORK.matches(call, state) || super.visitMethodInvocation(call, null);
    }
  }
}
