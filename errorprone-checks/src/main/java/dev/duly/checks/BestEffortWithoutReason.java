/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AnnotationTree;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.Vocabulary;
import dev.duly.checks.declarations.Annotations;
import dev.duly.checks.declarations.FileIndex;

/** {@code @BestEffort} whose reason is blank. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "A loss is called acceptable and nobody says why: the suppression does not count",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/BestEffortWithoutReason")
public final class BestEffortWithoutReason extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return FileIndex.of(state).hasAnnotation(Vocabulary.BEST_EFFORT);
  }

  @Override
  void look(TreesOf file) {
    file.each(AnnotationTree.class, this::matchAnnotation);
  }

  private Description matchAnnotation(AnnotationTree tree, VisitorState state) {
    Symbol annotation = ASTHelpers.getSymbol(tree);
    if (annotation == null
        || !annotation.getQualifiedName().contentEquals(Vocabulary.BEST_EFFORT)) {
      return NO_MATCH;
    }
    Symbol declaration =
        ASTHelpers.getSymbol(state.getPath().getParentPath().getParentPath().getLeaf());
    if (declaration == null
        || Exclusions.apply(declaration, state)
        || !Annotations.isBlank(declaration, Vocabulary.BEST_EFFORT)) {
      return NO_MATCH;
    }
    return buildDescription(tree)
        .setMessage(
            "%s says that losing its message is acceptable, and the reason is blank: without one the annotation silences nothing, and the next reader cannot tell a decision from a slip. Say what is lost and why that is all right, because = \"a missing page view changes nothing\", or remove the annotation and let failures through."
                .formatted(declaration.getSimpleName()))
        .build();
  }
}
