/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.identity;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.Logging;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import org.jspecify.annotations.Nullable;

/** Whether what a method was given reaches anything but a log. */
public final class HandedOn {

  /** Whether a parameter, or a local variable made from it, is used other than to log it. */
  public static boolean in(MethodTree method, Symbol parameter, VisitorState state) {
    boolean[] found = {false};
    Set<Symbol> carriers = new HashSet<>(Set.of(parameter));
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        Symbol local = ASTHelpers.getSymbol(tree);
        ExpressionTree value = tree.getInitializer();
        if (local.getKind() == ElementKind.LOCAL_VARIABLE && value != null && carries(value)) {
          carriers.add(local);
          return null;
        }
        return super.visitVariable(tree, null);
      }

      // key, key.value()
      private boolean carries(ExpressionTree value) {
        ExpressionTree root = value;
        while (root instanceof MethodInvocationTree call && call.getArguments().isEmpty()) {
          root = ASTHelpers.getReceiver(call);
        }
        return root instanceof IdentifierTree && carriers.contains(ASTHelpers.getSymbol(root));
      }

      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        return Logging.LOG_OR_RECORD.matches(call, state)
            ? null
            : super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void unused) {
        found[0] |= carriers.contains(ASTHelpers.getSymbol(name));
        return null;
      }
    }.scan(method.getBody(), null);
    return found[0];
  }

  private HandedOn() {}
}
