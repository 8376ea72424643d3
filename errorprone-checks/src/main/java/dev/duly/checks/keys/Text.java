/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.keys;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/** How values become text. */
public final class Text {
  static final Set<String> APPENDS = Set.of("append", "add");

  /** Whether an expression is {@code a + b} of text. */
  public static boolean isConcatenation(ExpressionTree expression, VisitorState state) {
    return expression.getKind() == Tree.Kind.PLUS && isString(expression, state);
  }

  static boolean isString(ExpressionTree expression, VisitorState state) {
    Type type = ASTHelpers.getType(expression);
    return type != null && ASTHelpers.isSameType(type, state.getSymtab().stringType, state);
  }

  /** The values an expression turns into text itself, by joining or by {@code toString}. */
  public static List<ExpressionTree> turnedToText(ExpressionTree expression, VisitorState state) {
    if (isConcatenation(expression, state)) {
      BinaryTree join = (BinaryTree) expression;
      return List.of(join.getLeftOperand(), join.getRightOperand());
    }
    if (!(expression instanceof MethodInvocationTree call)) {
      return List.of();
    }
    Symbol method = ASTHelpers.getSymbol(call);
    ExpressionTree receiver = ASTHelpers.getReceiver(call);
    if (method.getSimpleName().contentEquals("toString")
        && call.getArguments().isEmpty()
        && receiver != null) {
      return List.of(receiver);
    }
    boolean converts =
        method.owner.getQualifiedName().contentEquals("java.lang.String")
            && Set.of("valueOf", "format", "join").contains(method.getSimpleName().toString());
    return converts ? List.copyOf(call.getArguments()) : List.of();
  }

  /** The text of a constant. Error Prone before 2.42 gives a character as its number. */
  static String ofConstant(Object constant, @Nullable Type type) {
    return constant instanceof Integer number && type != null && type.getKind() == TypeKind.CHAR
        ? Character.toString(number)
        : constant.toString();
  }

  /** Whether the text of a value is its place in memory: {@code Cart@1b6d3586}. */
  public static boolean isIdentity(ExpressionTree value) {
    Type type = ASTHelpers.getType(value);
    if (type == null) {
      return false;
    }
    if (type.getKind() == TypeKind.ARRAY) {
      return true;
    }
    if (!(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)
        || element.getKind() != ElementKind.CLASS
        || element.getModifiers().contains(Modifier.ABSTRACT)
        || isObject(element)) {
      // A subclass nobody sees here may well have a text of its own.
      return false;
    }
    return ancestry(element).noneMatch(Text::hasText);
  }

  private static Stream<TypeElement> ancestry(TypeElement element) {
    return Stream.iterate(
            element,
            each -> each != null && !isObject(each),
            each ->
                each.getSuperclass() instanceof DeclaredType above
                    ? (TypeElement) above.asElement()
                    : null)
        .map(TypeElement.class::cast);
  }

  private static boolean hasText(TypeElement element) {
    return element.getEnclosedElements().stream()
        .anyMatch(
            member ->
                member instanceof ExecutableElement method
                    && method.getSimpleName().contentEquals("toString")
                    && method.getParameters().isEmpty());
  }

  private static boolean isObject(TypeElement element) {
    return element.getQualifiedName().contentEquals("java.lang.Object");
  }

  private Text() {}
}
