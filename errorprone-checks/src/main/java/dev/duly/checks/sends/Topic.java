/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.sends;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.TopicNames;
import dev.duly.checks.keys.Locals;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import org.jspecify.annotations.Nullable;

/** Where a send goes, as far as the source tells. */
final class Topic {

  /** Whether the expressions that lead to a topic name it so. */
  static boolean is(
      TopicNames names, Iterable<? extends ExpressionTree> expressions, VisitorState state) {
    return textsOf(expressions, state).stream().anyMatch(text -> names.fit(text, state));
  }

  /** Literals, constants, identifiers, and what annotations say of the fields they name. */
  private static Set<String> textsOf(
      Iterable<? extends ExpressionTree> expressions, VisitorState state) {
    Set<String> texts = new LinkedHashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      private boolean inLocal;

      @Override
      public @Nullable Void visitLiteral(LiteralTree tree, @Nullable Void unused) {
        texts.add(String.valueOf(tree.getValue()));
        return null;
      }

      @Override
      public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void unused) {
        add(tree, tree.getIdentifier().toString());
        return super.visitMemberSelect(tree, null);
      }

      @Override
      public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
        add(tree, tree.getName().toString());
        if (!inLocal) {
          inLocal = true;
          scan(Locals.valuesOf(tree, ASTHelpers.findEnclosingMethod(state)), null);
          inLocal = false;
        }
        return null;
      }

      private void add(Tree tree, String name) {
        texts.add(name);
        Symbol symbol = ASTHelpers.getSymbol(tree);
        if (symbol == null || !symbol.getKind().isField()) {
          return;
        }
        String constant = ASTHelpers.constValue(tree, String.class);
        if (constant != null) {
          texts.add(constant);
        }
        // @Value("${app.retry-topic}"), @Channel("orders-dlq")
        for (AnnotationMirror annotation : symbol.getAnnotationMirrors()) {
          for (AnnotationValue value : annotation.getElementValues().values()) {
            texts.add(String.valueOf(value.getValue()));
          }
        }
      }
    }.scan(expressions, null);
    return texts;
  }

  private Topic() {}
}
