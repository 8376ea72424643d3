/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.apis.frameworks.Frameworks;
import dev.duly.checks.apis.frameworks.LossyMode;
import dev.duly.checks.declarations.FileIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;

/** Settings that say when a library acknowledges. */
public final class AckModes {
  private static final List<LossyMode> ALL =
      Frameworks.ALL.stream().flatMap(framework -> framework.lossyModes().stream()).toList();
  private static final List<LossyMode> OF_CALLS =
      ALL.stream().filter(mode -> mode.at().contains("#")).toList();
  private static final Map<String, List<LossyMode>> OF_ANNOTATIONS =
      ALL.stream()
          .filter(mode -> !mode.at().contains("#"))
          .collect(Collectors.groupingBy(LossyMode::at));
  private static final Map<String, Calls> SETTERS =
      OF_CALLS.stream()
          .map(LossyMode::at)
          .distinct()
          .collect(Collectors.toUnmodifiableMap(at -> at, Calls::of));
  private static final Calls ANY_SETTER = Calls.of(SETTERS.keySet().toArray(String[]::new));

  /**
   * A setting, and where it stands.
   *
   * @param value the expression that sets it
   */
  public record Set(LossyMode mode, ExpressionTree value) {}

  /** The lossy mode an annotation sets. */
  public static Optional<Set> lossy(AnnotationTree annotation) {
    Symbol type = ASTHelpers.getSymbol(annotation);
    if (type == null) {
      return Optional.empty();
    }
    for (LossyMode mode :
        OF_ANNOTATIONS.getOrDefault(type.getQualifiedName().toString(), List.of())) {
      for (ExpressionTree argument : annotation.getArguments()) {
        if (argument instanceof AssignmentTree setting
            && ((IdentifierTree) setting.getVariable()).getName().contentEquals(mode.attribute())
            && says(setting.getExpression(), mode.value())) {
          return Optional.of(new Set(mode, setting.getExpression()));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether calls or annotations of the file at hand may set modes. */
  public static boolean maySetIn(VisitorState state) {
    FileIndex file = FileIndex.of(state);
    return ANY_SETTER.areInFile(state)
        || OF_ANNOTATIONS.keySet().stream().anyMatch(file::hasAnnotation);
  }

  /** The lossy mode a call sets. */
  public static Optional<Set> lossy(MethodInvocationTree call, VisitorState state) {
    if (!ANY_SETTER.matches(call, state)) {
      return Optional.empty();
    }
    for (LossyMode mode : OF_CALLS) {
      int index = Integer.parseInt(mode.attribute());
      if (index < call.getArguments().size() && isSetter(call, mode, state)) {
        ExpressionTree argument = call.getArguments().get(index);
        if (says(argument, mode.value())) {
          return Optional.of(new Set(mode, argument));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSetter(MethodInvocationTree call, LossyMode mode, VisitorState state) {
    Calls setter = SETTERS.get(mode.at());
    return setter != null && setter.matches(call, state);
  }

  private static boolean says(ExpressionTree expression, String value) {
    Symbol symbol = ASTHelpers.getSymbol(expression);
    if (symbol != null && symbol.getKind() == ElementKind.ENUM_CONSTANT) {
      return symbol.getSimpleName().contentEquals(value);
    }
    return value.equals(String.valueOf(ASTHelpers.constValue(expression)));
  }

  private AckModes() {}
}
