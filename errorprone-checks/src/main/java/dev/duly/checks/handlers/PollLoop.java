/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handlers;

import static dev.duly.checks.apis.Acknowledging.ACKNOWLEDGE;
import static dev.duly.checks.apis.Acknowledging.namesWhatIsDone;
import static dev.duly.checks.apis.PolledRecords.AWAITED;
import static dev.duly.checks.apis.PolledRecords.COUNTING;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The order of things in code that fetches messages. */
public final class PollLoop {
  private final HandlerCode code;
  private final VisitorState state;
  private final Tree handOff;
  private @Nullable ExpressionTree commit;
  private boolean waits;

  private PollLoop(HandlerCode code, Tree handOff, VisitorState state) {
    this.code = code;
    this.handOff = handOff;
    this.state = state;
  }

  /**
   * The call that acknowledges all that was fetched, after a call that gives some of it to another
   * thread; empty where there is none, where it depends on something, or where the code waits.
   *
   * @param handOff the path of the call that gives it away
   */
  public static Optional<ExpressionTree> commitAfter(
      TreePath handOff, HandlerCode code, VisitorState state) {
    MethodInvocationTree call = (MethodInvocationTree) handOff.getLeaf();
    if (!handsOnWhatItFetched(call, handOff, code)) {
      return Optional.empty();
    }
    PollLoop loop = new PollLoop(code, call, state);
    loop.read();
    return loop.waits ? Optional.empty() : Optional.ofNullable(loop.commit);
  }

  /** It takes something that the fetching code holds: a record, all of them, or part of one. */
  private static boolean handsOnWhatItFetched(
      MethodInvocationTree call, TreePath path, HandlerCode code) {
    Set<Symbol> held = new HashSet<>();
    for (TreePath at = path; !at.getLeaf().equals(code.code()); at = at.getParentPath()) {
      Tree each = at.getLeaf();
      if (each instanceof BlockTree block) {
        block.getStatements().forEach(statement -> addVariable(statement, held));
      } else if (each instanceof EnhancedForLoopTree loop) {
        addVariable(loop.getVariable(), held);
      } else if (each instanceof LambdaExpressionTree lambda) {
        lambda.getParameters().forEach(parameter -> addVariable(parameter, held));
      }
    }
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void unused) {
        found[0] |= held.contains(ASTHelpers.getSymbol(name));
        return null;
      }
    }.scan(call.getArguments(), null);
    return found[0];
  }

  private static void addVariable(Tree tree, Set<Symbol> held) {
    if (tree instanceof VariableTree variable) {
      held.add(ASTHelpers.getSymbol(variable));
    }
  }

  private void read() {
    int start = ASTHelpers.getStartPosition(handOff);
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      private int conditions;

      @Override
      public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
        // What the other thread does is its own.
        return handOff.equals(tree) ? null : super.scan(tree, null);
      }

      @Override
      public @Nullable Void visitIf(IfTree tree, @Nullable Void unused) {
        boolean asksForMore = !onlyCounts(tree.getCondition());
        conditions += asksForMore ? 1 : 0;
        super.visitIf(tree, null);
        conditions -= asksForMore ? 1 : 0;
        return null;
      }

      @Override
      public @Nullable Void visitLambdaExpression(
          LambdaExpressionTree lambda, @Nullable Void unused) {
        // It may run when the work is done.
        conditions++;
        super.visitLambdaExpression(lambda, null);
        conditions--;
        return null;
      }

      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        waits |= AWAITED.matches(call, state) || waitsInside(call);
        if (commit == null
            && conditions == 0
            && ASTHelpers.getStartPosition(call) > start
            && ACKNOWLEDGE.matches(call, state)
            && !namesWhatIsDone(call, state)) {
          commit = call;
        }
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitMemberReference(
          MemberReferenceTree reference, @Nullable Void unused) {
        waits |= AWAITED.matches(reference, state);
        return super.visitMemberReference(reference, null);
      }

      @Override
      public @Nullable Void visitClass(ClassTree inner, @Nullable Void unused) {
        return null;
      }
    }.scan(code.body(), null);
  }

  private boolean waitsInside(MethodInvocationTree call) {
    ClassTree type = ASTHelpers.findEnclosingNode(state.getPath(), ClassTree.class);
    MethodSymbol method = ASTHelpers.getSymbol(call);
    if (type == null || !method.owner.equals(ASTHelpers.getSymbol(type))) {
      return false;
    }
    MethodTree declaration = ASTHelpers.findMethod(method, state);
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree inner, @Nullable Void unused) {
        found[0] |= AWAITED.matches(inner, state);
        return super.visitMethodInvocation(inner, null);
      }

      @Override
      public @Nullable Void visitMemberReference(
          MemberReferenceTree reference, @Nullable Void unused) {
        found[0] |= AWAITED.matches(reference, state);
        return super.visitMemberReference(reference, null);
      }
    }.scan(declaration, null);
    return found[0];
  }

  private static boolean onlyCounts(ExpressionTree condition) {
    boolean[] asksForMore = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        asksForMore[0] |= !COUNTING.contains(ASTHelpers.getSymbol(call).getSimpleName().toString());
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void unused) {
        asksForMore[0] |= "boolean".equals(String.valueOf(ASTHelpers.getType(name)));
        return null;
      }
    }.scan(condition, null);
    return !asksForMore[0];
  }
}
