/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import static com.google.errorprone.matchers.Matchers.anyOf;
import static com.google.errorprone.matchers.Matchers.instanceMethod;
import static com.google.errorprone.matchers.Matchers.staticMethod;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a block of statements amounts to. */
public final class Blocks {
  /** Nothing, or nothing but telling a person: the failure ends here. */
  public static final Matcher<BlockTree> LOG_ONLY =
      (block, state) -> onlyLogs(block, none -> false, state);

  /** As {@link #LOG_ONLY}, for the body of a lambda as well, block or expression. */
  public static final Matcher<Tree> ONLY_LOGS =
      (body, state) ->
          body instanceof BlockTree block
              ? LOG_ONLY.matches(block, state)
              : body instanceof ExpressionTree value && onlyLogs(value, state);

  /** Something somebody waits for: a call that is no logger, no getter on a parameter, no parse. */
  public static final Matcher<Tree> WORK = (tree, state) -> found(new WorkFinder(state), tree);

  /** {@code null}, an empty {@code Optional} or an empty collection. */
  public static final Matcher<ExpressionTree> NOTHING =
      anyOf(
          (expression, state) -> expression.getKind() == Tree.Kind.NULL_LITERAL,
          staticMethod().onClass("java.util.Optional").named("empty"),
          staticMethod()
              .onClass("java.util.Collections")
              .withNameMatching(Pattern.compile("empty.*")),
          staticMethod()
              .onClassAny("java.util.List", "java.util.Set")
              .named("of")
              .withNoParameters());

  private static final Matcher<ExpressionTree> MAY_FEED_A_LOG =
      anyOf(
          Logging.LOG_OR_RECORD,
          Harmless.READS_A_LOCAL,
          instanceMethod().onDescendantOfAny("java.lang.CharSequence", "java.lang.Throwable"),
          staticMethod()
              .onClassAny(
                  "java.lang.String",
                  "java.lang.System",
                  "java.lang.Thread",
                  "java.util.Objects",
                  "java.util.Arrays",
                  "java.time.Instant",
                  "java.time.Duration"));

  /** As {@link #LOG_ONLY}, where some other statements may stand as well. */
  public static boolean onlyLogs(
      BlockTree block, Predicate<StatementTree> besides, VisitorState state) {
    return block.getStatements().stream().allMatch(each -> onlyLogs(each, besides, state));
  }

  private static boolean onlyLogs(
      StatementTree statement, Predicate<StatementTree> besides, VisitorState state) {
    if (besides.test(statement)) {
      return true;
    }
    return switch (statement.getKind()) {
      case EMPTY_STATEMENT, CONTINUE -> true;
      case RETURN -> {
        ExpressionTree value = ((ReturnTree) statement).getExpression();
        yield value == null || NOTHING.matches(value, state);
      }
      case EXPRESSION_STATEMENT -> {
        ExpressionTree call = ((ExpressionStatementTree) statement).getExpression();
        yield logs(call, state);
      }
      case VARIABLE -> feedsALog(((VariableTree) statement).getInitializer(), state);
      case BLOCK -> onlyLogs((BlockTree) statement, besides, state);
      case IF -> {
        IfTree branch = (IfTree) statement;
        StatementTree otherwise = branch.getElseStatement();
        yield feedsALog(branch.getCondition(), state)
            && onlyLogs(branch.getThenStatement(), besides, state)
            && (otherwise == null || onlyLogs(otherwise, besides, state));
      }
      default -> false;
    };
  }

  private static boolean onlyLogs(ExpressionTree value, VisitorState state) {
    return NOTHING.matches(value, state) || logs(value, state);
  }

  private static boolean logs(ExpressionTree call, VisitorState state) {
    return Logging.LOG_OR_RECORD.matches(call, state) && feedsALog(call, state);
  }

  private static boolean feedsALog(@Nullable Tree expression, VisitorState state) {
    return !found(new EffectFinder(state), expression);
  }

  private static boolean found(TreeScanner<Boolean, @Nullable Void> finder, @Nullable Tree tree) {
    return Boolean.TRUE.equals(finder.scan(tree, null));
  }

  /** True where one part is true; does not look into classes. */
  private abstract static class Finder extends TreeScanner<Boolean, @Nullable Void> {
    final VisitorState state;

    Finder(VisitorState state) {
      this.state = state;
    }

    @Override
    public Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
      return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
    }

    @Override
    public Boolean visitClass(ClassTree tree, @Nullable Void unused) {
      return false;
    }
  }

  private static final class WorkFinder extends Finder {
    private static final int DEPTH = 2;

    private int depth;

    WorkFinder(VisitorState state) {
      super(state);
    }

    @Override
    public Boolean visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
      return works(call) || super.visitMethodInvocation(call, null);
    }

    private boolean works(MethodInvocationTree call) {
      if (Harmless.NO_WORK.matches(call, state)) {
        return false;
      }
      MethodSymbol called = ASTHelpers.getSymbol(call);
      // One that nobody overrides does what it says, and that may be nothing.
      boolean known = called.isPrivate() || called.isStatic();
      MethodTree own = known && depth < DEPTH ? ASTHelpers.findMethod(called, state) : null;
      if (own == null || own.getBody() == null) {
        return true;
      }
      depth++;
      boolean works = Boolean.TRUE.equals(scan(own.getBody(), null));
      depth--;
      return works;
    }

    @Override
    public Boolean visitMemberReference(MemberReferenceTree reference, @Nullable Void unused) {
      return !Harmless.COMPUTES.matches(reference, state)
          || super.visitMemberReference(reference, null);
    }
  }

  private static final class EffectFinder extends Finder {
    EffectFinder(VisitorState state) {
      super(state);
    }

    @Override
    public Boolean visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
      return !MAY_FEED_A_LOG.matches(call, state) || super.visitMethodInvocation(call, null);
    }

    @Override
    public Boolean visitNewClass(NewClassTree tree, @Nullable Void unused) {
      return !"java.lang"
              .contentEquals(
                  state.getElements().getPackageOf(ASTHelpers.getSymbol(tree)).getQualifiedName())
          || super.visitNewClass(tree, null);
    }

    @Override
    public Boolean visitAssignment(AssignmentTree tree, @Nullable Void unused) {
      return true;
    }

    @Override
    public Boolean visitCompoundAssignment(CompoundAssignmentTree tree, @Nullable Void unused) {
      return true;
    }

    @Override
    public Boolean visitUnary(UnaryTree tree, @Nullable Void unused) {
      return switch (tree.getKind()) {
        case POSTFIX_INCREMENT, POSTFIX_DECREMENT, PREFIX_INCREMENT, PREFIX_DECREMENT -> true;
        default -> super.visitUnary(tree, null);
      };
    }
  }

  private Blocks() {}
}
