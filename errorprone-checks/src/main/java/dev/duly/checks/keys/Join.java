/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.keys;

import com.google.errorprone.VisitorState;
import com.google.errorprone.suppliers.Supplier;
import com.google.errorprone.suppliers.Suppliers;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.declarations.Remembered;
import dev.duly.checks.keys.Part.Grammar;
import dev.duly.checks.keys.Part.Literal;
import dev.duly.checks.keys.Part.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a text apart into the pieces it is joined from. */
public final class Join {
  private static final Pattern SPECIFIER =
      Pattern.compile("%(-?\\d+\\$)?[-#+ 0,(<]*(\\d+)?[a-zA-Z%]");

  // They hand on what they are called on, or their first argument, as far as joining goes.
  private static final Set<String> OF_RECEIVER =
      Set.of(
          "toString", "name", "trim", "strip", "toLowerCase", "toUpperCase", "getBytes", "intern");
  private static final Set<String> OF_ARGUMENT = Set.of("valueOf", "toString", "nameUUIDFromBytes");

  private static final Supplier<Type> CHAR_SEQUENCE =
      new Remembered<>(Suppliers.typeFromString("java.lang.CharSequence"));

  private final VisitorState state;
  private final @Nullable MethodTree within;
  private final List<Part> parts = new ArrayList<>();
  private final Set<Symbol> followed = new HashSet<>();

  private Join(@Nullable MethodTree within, VisitorState state) {
    this.within = within;
    this.state = state;
  }

  /** The pieces in order; a single one where nothing is joined. */
  public static List<Part> parts(KeySite site, VisitorState state) {
    Join join = new Join(site.within(), state);
    join.take(site.expression());
    return join.parts;
  }

  /**
   * Whether two different lists of values can give the same text. One free text can be told from
   * its closed neighbours by a delimiter; two free texts cannot, either may contain it.
   */
  public static boolean isAmbiguous(List<Part> parts) {
    List<Variable> open = new ArrayList<>();
    boolean delimited = true;
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        delimited = delimited || literal.delimits();
      } else if (part instanceof Variable variable && variable.grammar() != Grammar.FIXED_LENGTH) {
        if (!delimited) {
          return true;
        }
        open.add(variable);
        delimited = variable.grammar() == Grammar.REPEATED;
      } else {
        delimited = true;
      }
    }
    return open.stream().anyMatch(each -> each.grammar() == Grammar.REPEATED)
        || open.stream().filter(each -> each.grammar() == Grammar.FREE_TEXT).count() > 1;
  }

  private void take(ExpressionTree expression) {
    Object constant = ASTHelpers.constValue(expression);
    if (constant != null) {
      parts.add(new Literal(Text.ofConstant(constant, ASTHelpers.getType(expression))));
    } else if (expression instanceof ParenthesizedTree inner) {
      take(inner.getExpression());
    } else if (expression instanceof TypeCastTree cast) {
      take(cast.getExpression());
    } else if (Text.isConcatenation(expression, state)) {
      take(((BinaryTree) expression).getLeftOperand());
      take(((BinaryTree) expression).getRightOperand());
    } else if (expression instanceof MethodInvocationTree call) {
      takeCall(call);
    } else if (expression instanceof NewClassTree created && isBuilder(created)) {
      created.getArguments().stream().filter(this::isText).forEach(this::take);
    } else {
      takeVariable(expression);
    }
  }

  private void takeVariable(ExpressionTree expression) {
    Symbol variable = ASTHelpers.getSymbol(expression);
    if (variable == null || !followed.add(variable)) {
      // A variable that is appended to itself would never end.
      parts.add(Variable.of(expression));
      return;
    }
    List<ExpressionTree> values = Locals.valuesOf(expression, within);
    boolean builder = !values.isEmpty() && isBuilder(values.get(0));
    if (values.size() == 1 || builder) {
      values.forEach(this::take);
    } else {
      parts.add(Variable.of(expression));
    }
    followed.remove(variable);
  }

  private void takeCall(MethodInvocationTree call) {
    Symbol method = ASTHelpers.getSymbol(call);
    String owner = method.owner.getQualifiedName().toString();
    String name = method.getSimpleName().toString();
    List<? extends ExpressionTree> arguments = call.getArguments();
    ExpressionTree receiver = ASTHelpers.getReceiver(call);
    boolean string = owner.equals("java.lang.String");
    if (receiver != null && name.equals("append") && isBuilder(receiver)) {
      take(receiver);
      take(arguments.get(0));
    } else if (receiver != null && string && name.equals("concat")) {
      take(receiver);
      take(arguments.get(0));
    } else if (string && name.equals("join")) {
      takeJoin(arguments);
    } else if (string && name.equals("format")) {
      boolean locale = !Text.isString(arguments.get(0), state);
      takeFormat(
          arguments.get(locale ? 1 : 0), arguments.subList(locale ? 2 : 1, arguments.size()), call);
    } else if (receiver != null && string && name.equals("formatted")) {
      takeFormat(receiver, arguments, call);
    } else if (receiver != null && arguments.isEmpty() && OF_RECEIVER.contains(name)) {
      take(receiver);
    } else if (receiver != null && string && OF_RECEIVER.contains(name)) {
      take(receiver);
    } else if (arguments.size() == 1
        && ASTHelpers.isStatic(method)
        && owner.startsWith("java.")
        && OF_ARGUMENT.contains(name)) {
      take(arguments.get(0));
    } else {
      parts.add(Variable.of(call));
    }
  }

  private void takeJoin(List<? extends ExpressionTree> arguments) {
    boolean iterable = arguments.size() == 2 && !isText(arguments.get(1));
    if (iterable) {
      parts.add(new Variable(arguments.get(1), Grammar.REPEATED));
      return;
    }
    for (int i = 1; i < arguments.size(); i++) {
      if (i > 1) {
        take(arguments.get(0));
      }
      take(arguments.get(i));
    }
  }

  private void takeFormat(
      ExpressionTree pattern, List<? extends ExpressionTree> values, ExpressionTree whole) {
    if (!(ASTHelpers.constValue(pattern) instanceof String text)) {
      parts.add(Variable.of(whole));
      return;
    }
    Matcher specifier = SPECIFIER.matcher(text);
    int end = 0;
    int value = 0;
    while (specifier.find()) {
      parts.add(new Literal(text.substring(end, specifier.start())));
      end = specifier.end();
      boolean positioned = specifier.group(1) != null || specifier.group().contains("<");
      if (positioned || specifier.group().endsWith("%") || specifier.group().endsWith("n")) {
        // Rare in keys; a literal here says nothing wrong about what surrounds it.
        parts.add(new Literal("%"));
      } else if (value < values.size()) {
        ExpressionTree argument = values.get(value++);
        Variable part = Variable.of(argument);
        boolean padded = specifier.group(2) != null && part.grammar() == Grammar.CLOSED;
        parts.add(padded ? new Variable(argument, Grammar.FIXED_LENGTH) : part);
      }
    }
    parts.add(new Literal(text.substring(end)));
  }

  private boolean isText(ExpressionTree expression) {
    return ASTHelpers.isSubtype(ASTHelpers.getType(expression), CHAR_SEQUENCE.get(state), state);
  }

  private boolean isBuilder(ExpressionTree expression) {
    return Set.of("java.lang.StringBuilder", "java.lang.StringBuffer")
        .contains(ASTHelpers.getType(expression).tsym.getQualifiedName().toString());
  }
}
