/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.effects;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.effects.ClassEffects.Pair;
import dev.duly.checks.keys.Locals;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import org.jspecify.annotations.Nullable;

/** The outbox, which is the way out: what writes it and what empties it. */
public final class Relays {
  private static final Pattern OUTBOX = Pattern.compile("out_?box", Pattern.CASE_INSENSITIVE);
  private static final Pattern SETTLED =
      Pattern.compile(
          "sent|publish|deliver|dispatch|relay|processed|notified|emitted|success|done|complete",
          Pattern.CASE_INSENSITIVE);

  /** Whether a pair is the write of an outbox, or a relay that sends what is stored. */
  public static boolean include(Pair pair, MethodTree method) {
    return namesAnOutbox(pair, method) || sendsThenMarks(pair, method);
  }

  private static boolean namesAnOutbox(Pair pair, MethodTree method) {
    for (Symbol each = ASTHelpers.getSymbol(method); each != null; each = each.owner) {
      if (isOutbox(each.getSimpleName())) {
        return true;
      }
    }
    return mentionsOutbox(pair.write().call()) || mentionsOutbox(pair.send().call());
  }

  private static boolean mentionsOutbox(MethodInvocationTree call) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
        if (tree instanceof ExpressionTree expression) {
          Type type = ASTHelpers.getType(expression);
          Symbol symbol = ASTHelpers.getSymbol(expression);
          found[0] |= type != null && isOutbox(type.tsym.getSimpleName());
          found[0] |= symbol != null && isOutbox(symbol.getSimpleName());
          found[0] |=
              expression instanceof LiteralTree literal
                  && literal.getValue() instanceof String text
                  && isOutbox(text);
          found[0] |=
              symbol instanceof Symbol.VarSymbol constant
                  && constant.getConstValue() instanceof String text
                  && isOutbox(text);
        }
        return super.scan(tree, null);
      }
    }.scan(call, null);
    return found[0];
  }

  private static boolean isOutbox(CharSequence name) {
    return OUTBOX.matcher(name).find();
  }

  /**
   * What was stored before is sent, and only then marked or deleted: a crash between the two sends
   * it again, and loses nothing.
   */
  private static boolean sendsThenMarks(Pair pair, MethodTree method) {
    if (pair.writesFirst()) {
      return false;
    }
    MethodInvocationTree write = pair.write().call();
    String name = ASTHelpers.getSymbol(write).getSimpleName().toString();
    if (name.startsWith("delete") || name.startsWith("remove")) {
      return true;
    }
    Set<Symbol> written = variablesOf(write.getArguments());
    return marks(write, written, method) && written.stream().noneMatch(each -> isNew(each, method));
  }

  /** Whether the method, or the write itself, says that something is sent now. */
  private static boolean marks(MethodInvocationTree write, Set<Symbol> written, MethodTree method) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        boolean onWritten =
            ASTHelpers.getReceiver(call) instanceof IdentifierTree receiver
                && written.contains(ASTHelpers.getSymbol(receiver));
        if (call.equals(write) || onWritten) {
          found[0] |= SETTLED.matcher(call.toString()).find();
        }
        return super.visitMethodInvocation(call, null);
      }
    }.scan(method.getBody(), null);
    return found[0];
  }

  private static boolean isNew(Symbol variable, MethodTree method) {
    return Locals.assigned(variable, method).stream().anyMatch(NewClassTree.class::isInstance);
  }

  private static Set<Symbol> variablesOf(List<? extends ExpressionTree> arguments) {
    Set<Symbol> variables = new HashSet<>();
    for (ExpressionTree argument : arguments) {
      Symbol symbol = ASTHelpers.getSymbol(argument);
      if (symbol != null
          && (symbol.getKind() == ElementKind.LOCAL_VARIABLE
              || symbol.getKind() == ElementKind.PARAMETER)) {
        variables.add(symbol);
      }
    }
    return variables;
  }

  private Relays() {}
}
