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
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.JmsContainers;
import dev.duly.checks.apis.MetaAnnotations;
import dev.duly.checks.containers.Settings;
import javax.lang.model.element.ElementKind;
import org.jspecify.annotations.Nullable;

/** A JMS container, or a factory of them, that keeps a default which loses messages. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A JMS listener container acknowledges each message before its listener runs: a failure loses it",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/JmsFactoryAutoAck")
public final class JmsFactoryAutoAck extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return JmsContainers.arePresent(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(NewClassTree.class, this::matchCreation);
  }

  private Description matchCreation(NewClassTree tree, VisitorState state) {
    Type type = ASTHelpers.getType(tree.getIdentifier());
    if (type == null || !JmsContainers.TYPES.contains(type.tsym.getQualifiedName().toString())) {
      return NO_MATCH;
    }
    TreePath around = methodAround(state.getPath());
    if (around == null) {
      return NO_MATCH;
    }
    MethodTree method = (MethodTree) around.getLeaf();
    Symbol symbol = ASTHelpers.getSymbol(method);
    Symbol variable = variable(state.getPath().getParentPath().getLeaf());
    if (Exclusions.apply(symbol, state)) {
      return NO_MATCH;
    }
    Settings settings;
    if (variable != null) {
      settings = Settings.of(variable, tree, around, state);
    } else if (state.getPath().getParentPath().getLeaf() instanceof ReturnTree) {
      settings = Settings.ofReturned(tree, state);
    } else {
      return NO_MATCH;
    }
    if (!settings.loses(MetaAnnotations.of(symbol, state).contains(JmsContainers.BEAN))) {
      return NO_MATCH;
    }
    return buildDescription(tree)
        .setMessage(
            "The %s that %s makes acknowledges each message before its listener runs (AUTO_ACKNOWLEDGE, the default): when the listener fails, or the process stops meanwhile, the message does not come back and its work is lost. Call %s(true) on it: the message is then acknowledged when the listener returns, and delivered again when it fails. If the loss is acceptable: @SuppressWarnings(\"%s\")."
                .formatted(
                    type.tsym.getSimpleName(),
                    symbol.owner.getSimpleName() + "." + symbol.getSimpleName(),
                    JmsContainers.REMEDY,
                    canonicalName()))
        .addFix(fix(variable, settings, state))
        .build();
  }

  private static SuggestedFix fix(
      @Nullable Symbol variable, Settings settings, VisitorState state) {
    if (variable == null) {
      return SuggestedFix.emptyFix();
    }
    if (settings.refused().isPresent()) {
      return SuggestedFix.replace(settings.refused().get(), "true");
    }
    Tree parent = state.getPath().getParentPath().getLeaf();
    Tree statement =
        parent instanceof VariableTree
            ? parent
            : state.getPath().getParentPath().getParentPath().getLeaf();
    boolean known = JmsContainers.TYPES.contains(variable.type.tsym.getQualifiedName().toString());
    return known && (parent.equals(statement) || statement instanceof ExpressionStatementTree)
        ? SuggestedFix.postfixWith(
            statement, "\n%s.%s(true);".formatted(variable.name, JmsContainers.REMEDY))
        : SuggestedFix.emptyFix();
  }

  /** The local variable that the new object is put into. */
  private static @Nullable Symbol variable(Tree parent) {
    Symbol variable =
        parent instanceof AssignmentTree assignment
            ? ASTHelpers.getSymbol(assignment.getVariable())
            : parent instanceof VariableTree ? ASTHelpers.getSymbol(parent) : null;
    return variable != null && variable.getKind() == ElementKind.LOCAL_VARIABLE ? variable : null;
  }

  /** What a lambda returns goes to somebody else, and a field is anybody's. */
  private static @Nullable TreePath methodAround(TreePath path) {
    for (TreePath at = path; at != null; at = at.getParentPath()) {
      if (at.getLeaf() instanceof MethodTree) {
        return at;
      }
      if (at.getLeaf() instanceof LambdaExpressionTree || at.getLeaf() instanceof ClassTree) {
        return null;
      }
    }
    return null;
  }
}
