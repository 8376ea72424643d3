/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.effects;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.duly.checks.apis.PublisherNames;
import dev.duly.checks.apis.Publishing;
import dev.duly.checks.declarations.Compilation;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Classes of one's own around a broker's client: their methods publish where their name says so.
 */
final class PublisherBeans {

  /** Whether a call is of a method that hands a message to the broker its object holds. */
  static boolean isPublication(ExpressionTree call, VisitorState state) {
    if (!(ASTHelpers.getSymbol(call) instanceof MethodSymbol method)
        || method.isStatic()
        || !PublisherNames.fits(method.getSimpleName().toString())
        || !(method.owner instanceof ClassSymbol owner)
        || isOfALibrary(owner)) {
      return false;
    }
    List<ClassSymbol> candidates =
        owner.isInterface() ? Compilation.subclassesOf(owner, state) : List.of(owner);
    return candidates.stream()
        .anyMatch(type -> holdsBroker(type, state) && publishes(type, method, state));
  }

  private static boolean holdsBroker(ClassSymbol type, VisitorState state) {
    return Stream.of(type, type.getSuperclass().tsym)
        .flatMap(each -> fieldsOf(each).stream())
        .anyMatch(field -> Publishing.isBroker(((VarSymbol) field).type, state));
  }

  private static List<VariableElement> fieldsOf(@Nullable Element type) {
    return type instanceof TypeElement
        ? ElementFilter.fieldsIn(type.getEnclosedElements())
        : List.of();
  }

  /**
   * Where the source of the method is at hand it must do so; otherwise its name is all there is.
   */
  private static boolean publishes(ClassSymbol type, MethodSymbol called, VisitorState state) {
    MethodSymbol method = called.implementation(type, state.getTypes(), false);
    MethodTree body = method == null ? null : ASTHelpers.findMethod(method, state);
    return body == null || body.getBody() == null || contains(body, 1, state);
  }

  private static boolean contains(MethodTree method, int depth, VisitorState state) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        found[0] |= Publishing.PUBLISH.matches(call, state);
        if (!found[0] && depth > 0 && OwnCalls.isOne(call)) {
          MethodTree next = ASTHelpers.findMethod(ASTHelpers.getSymbol(call), state);
          found[0] = next != null && contains(next, depth - 1, state);
        }
        return super.visitMethodInvocation(call, null);
      }
    }.scan(method.getBody(), null);
    return found[0];
  }

  private static boolean isOfALibrary(ClassSymbol owner) {
    String name = owner.getQualifiedName().toString();
    return name.startsWith("java.")
        || name.startsWith("org.springframework.")
        || name.startsWith("dev.duly.runtime.");
  }

  private PublisherBeans() {}
}
