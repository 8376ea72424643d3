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
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.ErrorStrategies;
import dev.duly.checks.apis.MetaAnnotations;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A listener that keeps an error strategy which skips what it polled together with a failure. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A Micronaut Kafka listener has no error strategy: a failure skips the rest of what was polled",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/MicronautErrorStrategyNone")
public final class MicronautErrorStrategyNone extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return ErrorStrategies.areIn(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(AnnotationTree.class, this::matchAnnotation);
  }

  private Description matchAnnotation(AnnotationTree tree, VisitorState state) {
    Symbol type = ASTHelpers.getSymbol(tree);
    if (type == null) {
      return NO_MATCH;
    }
    String name = type.getQualifiedName().toString();
    return ErrorStrategies.ALL.stream()
        .filter(each -> each.annotation().equals(name))
        .findFirst()
        .map(each -> match(tree, each, state))
        .orElse(NO_MATCH);
  }

  private Description match(AnnotationTree tree, ErrorStrategies strategies, VisitorState state) {
    Optional<ExpressionTree> strategy = argument(tree, strategies.attribute());
    Optional<ClassSymbol> listener = annotatedClass(state.getPath());
    if ((strategy.isPresent() && !isLossy(strategy.get(), strategies))
        || listener.isEmpty()
        || !listens(listener.get(), strategies, state)
        || treatsFailures(listener.get(), strategies, state)
        || Exclusions.apply(listener.get(), state)) {
      return NO_MATCH;
    }
    return buildDescription(tree)
        .setMessage(
            "%s has %s: when it fails on a record, that one and those after it from the same poll of its partition (of a batch, all) are skipped, the next commit passes them, and their work is lost. Retry instead: %s = %s; it retries once a second later unless it says more (retryCount, retryDelay), then skips that one record, so keep what still fails in a KafkaListenerExceptionHandler. If the loss is acceptable: @SuppressWarnings(\"%s\")."
                .formatted(
                    listener.get().getSimpleName(),
                    strategy.isPresent()
                        ? "the error strategy " + strategies.lossy()
                        : "no error strategy",
                    strategies.attribute(),
                    strategies.remedy(),
                    canonicalName()))
        .addFix(fix(tree, strategy, strategies, state))
        .build();
  }

  private static SuggestedFix fix(
      AnnotationTree tree,
      Optional<ExpressionTree> strategy,
      ErrorStrategies strategies,
      VisitorState state) {
    if (strategies.remedyImports().stream().anyMatch(type -> !exists(type, state))) {
      return SuggestedFix.emptyFix();
    }
    SuggestedFix.Builder fix = SuggestedFix.builder();
    strategies.remedyImports().forEach(fix::addImport);
    if (strategy.isPresent()) {
      // Counts and delays without a strategy: what they were for is not ours to say.
      AnnotationTree given = (AnnotationTree) strategy.get();
      boolean says = given.getArguments().size() > (argument(given, "value").isPresent() ? 1 : 0);
      return says
          ? SuggestedFix.emptyFix()
          : fix.replace(strategy.get(), strategies.remedy()).build();
    }
    String element = strategies.attribute() + " = " + strategies.remedy();
    List<? extends ExpressionTree> arguments = tree.getArguments();
    if (arguments.isEmpty()) {
      String name = state.getSourceForNode(tree.getAnnotationType());
      return fix.replace(tree, "@%s(%s)".formatted(name, element)).build();
    }
    ExpressionTree last = arguments.get(arguments.size() - 1);
    // Of `@X("g")` javac makes an assignment that ends nowhere.
    ExpressionTree value =
        last instanceof AssignmentTree assignment ? assignment.getExpression() : last;
    if (ASTHelpers.getStartPosition(last) == ASTHelpers.getStartPosition(value)) {
      fix.prefixWith(value, "value = ");
    }
    return fix.postfixWith(value, ", " + element).build();
  }

  private static boolean exists(String type, VisitorState state) {
    return state.getElements().getTypeElement(type) != null;
  }

  /** The strategy itself may be left out of its annotation too. */
  private static boolean isLossy(ExpressionTree strategy, ErrorStrategies strategies) {
    if (!(strategy instanceof AnnotationTree annotation)) {
      return false;
    }
    Optional<ExpressionTree> value = argument(annotation, "value");
    return value.isEmpty() || isNamed(ASTHelpers.getSymbol(value.get()), strategies.lossy());
  }

  private static Optional<ExpressionTree> argument(AnnotationTree annotation, String name) {
    return annotation.getArguments().stream()
        .filter(AssignmentTree.class::isInstance)
        .map(AssignmentTree.class::cast)
        .filter(each -> ASTHelpers.getSymbol(each.getVariable()) != null)
        .filter(
            each -> ASTHelpers.getSymbol(each.getVariable()).getSimpleName().contentEquals(name))
        .<ExpressionTree>map(AssignmentTree::getExpression)
        .findFirst();
  }

  private static boolean isNamed(@Nullable Symbol symbol, String name) {
    return symbol != null && symbol.getSimpleName().contentEquals(name);
  }

  private static Optional<ClassSymbol> annotatedClass(TreePath annotation) {
    // Modifiers stand between.
    Tree declaration = annotation.getParentPath().getParentPath().getLeaf();
    Symbol symbol = ASTHelpers.getSymbol(declaration);
    return symbol instanceof ClassSymbol type
        ? Optional.of(type)
        : Optional.ofNullable(symbol == null ? null : ASTHelpers.enclosingClass(symbol));
  }

  private static boolean listens(ClassSymbol type, ErrorStrategies strategies, VisitorState state) {
    for (Symbol member : ASTHelpers.getEnclosedElements(type)) {
      if (MetaAnnotations.of(member, state).contains(strategies.handler())) {
        return true;
      }
    }
    return false;
  }

  private static boolean treatsFailures(
      ClassSymbol type, ErrorStrategies strategies, VisitorState state) {
    Type handler = state.getTypeFromString(strategies.exceptionHandler());
    return handler != null && ASTHelpers.isSubtype(type.type, handler, state);
  }
}
