/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.AckModes;
import dev.duly.checks.apis.frameworks.Call;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.apis.frameworks.LossyMode;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.keys.Locals;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A listener or consumer whose messages are acknowledged whatever becomes of their work. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "Messages are acknowledged before their work, or after it failed: what fails is lost",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/LossyAckMode")
public final class LossyAckMode extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return AckModes.maySetIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodInvocationTree.class, this::matchCall);
    file.each(AnnotationTree.class, this::matchAnnotation);
  }

  private Description matchAnnotation(AnnotationTree tree, VisitorState state) {
    return AckModes.lossy(tree)
        .filter(set -> !takesOneOf(set.mode().except().taking(), state))
        .filter(set -> lossCounts(state))
        .map(set -> describe(tree, set, state))
        .orElse(NO_MATCH);
  }

  private Description matchCall(MethodInvocationTree tree, VisitorState state) {
    return AckModes.lossy(tree, state)
        .filter(set -> !isExcepted(tree.getArguments().get(0), set.mode().except(), state))
        .filter(set -> !isNamedBeside(set.mode().except().first(), state))
        .filter(set -> lossCounts(state))
        .map(set -> describe(tree, set, state))
        .orElse(NO_MATCH);
  }

  private Description describe(Tree tree, AckModes.Set set, VisitorState state) {
    LossyMode mode = set.mode();
    return buildDescription(tree)
        .setMessage(
            "%s says %s: %s. %s If the loss is acceptable: @SuppressWarnings(\"LossyAckMode\")."
                .formatted(
                    HandlerCode.nameAround(state.getPath()),
                    setting(tree, set, state),
                    mode.consequence(),
                    mode.advice()))
        .addFix(fix(set, state))
        .build();
  }

  private static String setting(Tree tree, AckModes.Set set, VisitorState state) {
    String value = state.getSourceForNode(set.value());
    return tree instanceof MethodInvocationTree call
        ? "%s(… %s …)".formatted(ASTHelpers.getSymbol(call).getSimpleName(), value)
        : "%s = %s".formatted(set.mode().attribute(), value);
  }

  private static SuggestedFix fix(AckModes.Set set, VisitorState state) {
    String instead = set.mode().instead().orElse("");
    if (instead.isEmpty() || takesOneOf(set.mode().except().noFixTaking(), state)) {
      return SuggestedFix.emptyFix();
    }
    ExpressionTree value = set.value();
    if (value instanceof LiteralTree literal) {
      return SuggestedFix.replace(
          value, literal.getValue() instanceof String ? "\"" + instead + "\"" : instead);
    }
    // Whatever holds the constant holds the other one; an imported name may not be there.
    return value instanceof MemberSelectTree select
        ? SuggestedFix.replace(
            value, state.getSourceForNode(select.getExpression()) + "." + instead)
        : SuggestedFix.emptyFix();
  }

  private static boolean takesOneOf(Set<String> types, VisitorState state) {
    MethodTree method = ASTHelpers.findEnclosingNode(state.getPath(), MethodTree.class);
    return method != null
        && method.getParameters().stream()
            .map(ASTHelpers::getType)
            .anyMatch(type -> isOneOf(type, types, state));
  }

  private static boolean isOneOf(@Nullable Type type, Set<String> names, VisitorState state) {
    return names.stream()
        .map(state::getTypeFromString)
        .anyMatch(each -> each != null && ASTHelpers.isSubtype(type, each, state));
  }

  private static boolean isExcepted(
      ExpressionTree argument, LossyMode.Except except, VisitorState state) {
    Calls givesOne = Calls.of(except.firstFrom().stream().map(Call::of).toList());
    return Stream.concat(Stream.of(argument), valuesOf(argument, state))
        .anyMatch(
            each ->
                except.first().contains(String.valueOf(ASTHelpers.constValue(each)))
                    || comesFrom(each, givesOne, state));
  }

  /** A container says in another statement which queue it is for. */
  private static boolean isNamedBeside(Set<String> queues, VisitorState state) {
    MethodTree method = ASTHelpers.findEnclosingNode(state.getPath(), MethodTree.class);
    if (method == null || queues.isEmpty()) {
      return false;
    }
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        call.getArguments()
            .forEach(
                each -> found[0] |= queues.contains(String.valueOf(ASTHelpers.constValue(each))));
        return super.visitMethodInvocation(call, null);
      }
    }.scan(method.getBody(), null);
    return found[0];
  }

  private static boolean comesFrom(ExpressionTree value, Calls calls, VisitorState state) {
    for (ExpressionTree at = value;
        at instanceof MethodInvocationTree call;
        at = ASTHelpers.getReceiver(at)) {
      if (call.getArguments().isEmpty() && calls.matches(call, state)) {
        return true;
      }
    }
    return false;
  }

  /** What the file puts into a variable. */
  private static Stream<ExpressionTree> valuesOf(ExpressionTree name, VisitorState state) {
    if (!(ASTHelpers.getSymbol(name) instanceof VarSymbol variable)) {
      return Stream.empty();
    }
    return Locals.assigned(variable, state.getPath().getCompilationUnit()).stream();
  }
}
