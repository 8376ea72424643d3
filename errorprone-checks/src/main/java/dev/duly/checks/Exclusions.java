/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import dev.duly.checks.apis.Tests;
import dev.duly.checks.apis.Vocabulary;
import dev.duly.checks.declarations.Annotations;
import dev.duly.checks.declarations.OncePerCompilation;
import dev.duly.checks.declarations.OncePerFile;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;

/** Code no check speaks of: tests, which declare wrong things on purpose, and generated classes. */
final class Exclusions {
  private static final Set<String> GENERATED =
      Set.of(
          Vocabulary.DULY_GENERATED,
          "javax.annotation.processing.Generated",
          "javax.annotation.Generated",
          "jakarta.annotation.Generated");

  private static final Pattern IN_TEST_SOURCES =
      Pattern.compile("/src/(it|test|[a-zA-Z]+-?[tT]est)/");

  private static final OncePerFile<Boolean> IN_TEST =
      new OncePerFile<>(state -> IN_TEST_SOURCES.matcher(fileOf(state)).find());
  private static final OncePerCompilation<Element, Boolean> EXCLUDED =
      new OncePerCompilation<>(
          (declaration, state) -> Tests.include(declaration) || isGenerated(declaration));

  static boolean apply(Element declaration, VisitorState state) {
    return state.errorProneOptions().isTestOnlyTarget()
        || IN_TEST.get(state)
        || EXCLUDED.get(declaration, state);
  }

  /** As {@link #apply} for the code at hand, and where {@code @BestEffort} gives a reason. */
  static boolean excuse(VisitorState state) {
    MethodTree method = ASTHelpers.findEnclosingMethod(state);
    ClassTree type = ASTHelpers.findEnclosingNode(state.getPath(), ClassTree.class);
    Element around = method == null ? ASTHelpers.getSymbol(type) : ASTHelpers.getSymbol(method);
    return around == null
        || apply(around, state)
        || Annotations.givesReason(around, Vocabulary.BEST_EFFORT);
  }

  private static boolean isGenerated(Element declaration) {
    for (Element each = declaration; each != null; each = each.getEnclosingElement()) {
      for (String annotation : GENERATED) {
        if (Annotations.has(each, annotation)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String fileOf(VisitorState state) {
    return state.getPath().getCompilationUnit().getSourceFile().toUri().toString();
  }

  private Exclusions() {}
}
