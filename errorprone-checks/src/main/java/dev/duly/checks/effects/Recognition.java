/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.effects;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.DuplicateNames;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import org.jspecify.annotations.Nullable;

/** What tells a copy of a message from a new one. */
public final class Recognition {

  /**
   * Whether code looks for a row before it stores one, or learns from the database that it is
   * there.
   *
   * @param store what it stores the row with
   */
  public static boolean isIn(Tree code, MethodInvocationTree store) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        found[0] |= !call.equals(store) && recognises(call, store);
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitCatch(CatchTree clause, @Nullable Void unused) {
        found[0] |= refuses(clause);
        return super.visitCatch(clause, null);
      }
    }.scan(code, null);
    return found[0];
  }

  /** Whether a method or its class carries an annotation that does, of whichever library. */
  public static boolean isDeclaredOn(Symbol method) {
    for (Symbol each = method; each != null; each = each.owner) {
      for (AnnotationMirror annotation : each.getAnnotationMirrors()) {
        if (DuplicateNames.remembers(
            annotation.getAnnotationType().asElement().getSimpleName().toString())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean recognises(MethodInvocationTree call, MethodInvocationTree store) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    if (method == null || call.getArguments().isEmpty()) {
      return false;
    }
    String name = method.getSimpleName().toString();
    Type on = ASTHelpers.getReceiverType(call);
    return DuplicateNames.asks(name)
        || DuplicateNames.remembers(name)
        || (on != null && DuplicateNames.remembers(on.tsym.getSimpleName()))
        || (DuplicateNames.finds(name) && isOnTheSame(on, store));
  }

  private static boolean isOnTheSame(@Nullable Type on, MethodInvocationTree store) {
    Type other = ASTHelpers.getReceiverType(store);
    return on != null && other != null && on.tsym.equals(other.tsym);
  }

  private static boolean refuses(CatchTree clause) {
    Tree type = clause.getParameter().getType();
    List<? extends Tree> alternatives =
        type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
    return alternatives.stream()
        .map(ASTHelpers::getType)
        .anyMatch(caught -> caught != null && DuplicateNames.refuses(caught.tsym.getSimpleName()));
  }

  private Recognition() {}
}
