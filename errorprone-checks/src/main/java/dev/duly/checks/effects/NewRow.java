/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.effects;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.DuplicateNames;
import dev.duly.checks.apis.Entities;
import dev.duly.checks.apis.Stores;
import dev.duly.checks.keys.Locals;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import org.jspecify.annotations.Nullable;

/** An object that is created here, stored, and given its identity by the store. */
public final class NewRow {
  private static final Set<String> CONVERTS =
      Set.of("to", "from", "map", "convert", "create", "build", "of", "new", "as", "transform");

  /**
   * Whether an argument of a call that stores is such an object.
   *
   * @param within the method or lambda it stands in
   */
  public static boolean isStored(
      ExpressionTree argument, @Nullable Tree within, VisitorState state) {
    Type type = ASTHelpers.getType(argument);
    if (type == null) {
      return false;
    }
    Optional<String> id = Entities.generatedId(type);
    if (id.isEmpty() || Entities.isUniqueOtherwise(type) || Entities.isRecordOfEvents(type)) {
      return false;
    }
    Symbol symbol = ASTHelpers.getSymbol(argument);
    if (argument instanceof IdentifierTree
        && symbol != null
        && symbol.getKind() == ElementKind.LOCAL_VARIABLE) {
      List<ExpressionTree> values = Locals.assigned(symbol, within);
      return !values.isEmpty()
          && values.stream().allMatch(value -> creates(value, type, id.get(), state))
          && !setsId(symbol, within, id.get());
    }
    return creates(argument, type, id.get(), state);
  }

  private static boolean creates(ExpressionTree value, Type type, String id, VisitorState state) {
    if (value instanceof NewClassTree creation) {
      return !takesId(ASTHelpers.getSymbol(creation), id);
    }
    if (!(value instanceof MethodInvocationTree call)) {
      return false;
    }
    MethodSymbol method = ASTHelpers.getSymbol(call);
    return ASTHelpers.isSameType(ASTHelpers.getType(call), type, state)
        && converts(method.getSimpleName().toString())
        && !Stores.ON_A_REPOSITORY.matches(call, state)
        && !chainSetsId(call, id);
  }

  private static boolean converts(String name) {
    return CONVERTS.stream().anyMatch(each -> name.matches(each + "([A-Z].*)?"))
        && !DuplicateNames.finds(name);
  }

  private static boolean takesId(MethodSymbol constructor, String id) {
    return constructor.getParameters().stream()
        .anyMatch(parameter -> parameter.getSimpleName().contentEquals(id));
  }

  private static boolean chainSetsId(ExpressionTree chain, String id) {
    ExpressionTree at = chain;
    while (at instanceof MethodInvocationTree call) {
      if (setterOf(id).contains(nameOf(call))) {
        return true;
      }
      at = ASTHelpers.getReceiver(call);
    }
    return false;
  }

  private static boolean setsId(Symbol variable, @Nullable Tree within, String id) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        found[0] |=
            setterOf(id).contains(nameOf(call))
                && ASTHelpers.getReceiver(call) instanceof IdentifierTree receiver
                && variable.equals(ASTHelpers.getSymbol(receiver));
        return super.visitMethodInvocation(call, null);
      }
    }.scan(within, null);
    return found[0];
  }

  private static Set<String> setterOf(String id) {
    String property = id.replaceFirst("^get(?=[A-Z])", "");
    String capital = Character.toUpperCase(property.charAt(0)) + property.substring(1);
    String small = Character.toLowerCase(property.charAt(0)) + property.substring(1);
    return Set.of(small, "set" + capital, "with" + capital);
  }

  private static String nameOf(MethodInvocationTree call) {
    Symbol method = ASTHelpers.getSymbol(call);
    return method == null ? "" : method.getSimpleName().toString();
  }

  private NewRow() {}
}
