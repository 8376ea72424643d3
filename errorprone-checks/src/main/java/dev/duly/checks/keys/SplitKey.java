/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.keys;

import static dev.duly.checks.apis.Vocabulary.IDEMPOTENCY_KEY;
import static dev.duly.checks.apis.Vocabulary.PARTITION_KEY;

import com.google.errorprone.VisitorState;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.declarations.Annotations;
import dev.duly.checks.declarations.KeyTypes;
import dev.duly.checks.keys.Part.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moves a key's annotation from an accessor that joins components to the components. */
public final class SplitKey {

  /** The fix; empty where a part is no component of the same message, or no key by its type. */
  public static SuggestedFix fix(KeySite site, ClassTree message, VisitorState state) {
    String annotation = site.identity() ? IDEMPOTENCY_KEY : PARTITION_KEY;
    MethodTree accessor = site.within();
    Optional<? extends AnnotationTree> marker =
        accessor == null ? Optional.empty() : annotationOn(accessor, annotation);
    if (accessor == null || marker.isEmpty()) {
      return SuggestedFix.emptyFix();
    }
    String simpleName = annotation.substring(annotation.lastIndexOf('.') + 1);
    SuggestedFix.Builder fix = SuggestedFix.builder();
    List<VariableTree> marked = new ArrayList<>();
    for (Part part : Join.parts(site, state)) {
      if (part instanceof Variable variable) {
        Optional<VariableTree> component = component(variable, message);
        if (component.isEmpty()) {
          return SuggestedFix.emptyFix();
        }
        boolean keyAlready = Annotations.has(ASTHelpers.getSymbol(component.get()), annotation);
        if (!keyAlready && !marked.contains(component.get())) {
          marked.add(component.get());
          fix.prefixWith(component.get(), "@" + simpleName + " ");
        }
      }
    }
    return fix.replace(
            ASTHelpers.getStartPosition(marker.get()),
            endOfAnnotation(marker.get(), accessor, state),
            "")
        .build();
  }

  /** The end of the white space after it, so that what follows takes its place. */
  private static int endOfAnnotation(AnnotationTree marker, Tree accessor, VisitorState state) {
    int end = state.getEndPosition(marker);
    String source = state.getSourceCode().toString();
    int limit = state.getEndPosition(accessor);
    while (end < limit && Character.isWhitespace(source.charAt(end))) {
      end++;
    }
    return end;
  }

  private static Optional<? extends AnnotationTree> annotationOn(MethodTree method, String name) {
    return method.getModifiers().getAnnotations().stream()
        .filter(each -> ASTHelpers.getSymbol(each).getQualifiedName().contentEquals(name))
        .findFirst();
  }

  private static Optional<VariableTree> component(Variable part, ClassTree message) {
    Symbol named = ASTHelpers.getSymbol(part.expression());
    if (named == null || !named.owner.equals(ASTHelpers.getSymbol(message))) {
      return Optional.empty();
    }
    return message.getMembers().stream()
        .filter(VariableTree.class::isInstance)
        .map(VariableTree.class::cast)
        .filter(field -> field.getName().equals(named.getSimpleName()))
        .filter(field -> !ASTHelpers.isStatic(ASTHelpers.getSymbol(field)))
        .filter(field -> KeyTypes.allows(ASTHelpers.getType(field)))
        .findFirst();
  }

  private SplitKey() {}
}
