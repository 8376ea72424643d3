/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.identity;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.duly.checks.apis.IdentityNames;
import dev.duly.checks.apis.Publishing;
import dev.duly.checks.apis.SpringMessages;
import dev.duly.checks.apis.frameworks.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place that decides what something is known by.
 *
 * @param value what is given to it
 * @param kind what gets the identity
 */
public record Identity(ExpressionTree value, Kind kind) {

  /** What is there twice when its identity differs. */
  public enum Kind {
    /** A row, or a message that is written here. */
    THING("a second row or message"),
    /** A message in a broker, which its key also puts in order. */
    BROKER_KEY("a second message, under another key and in no order with the first"),
    /** A request to somebody who drops what comes again under the same key. */
    REQUEST("a second request, which nobody can tell from a new one");

    private final String copy;

    Kind(String copy) {
      this.copy = copy;
    }

    /** What another delivery makes, for people. */
    public String copy() {
      return copy;
    }
  }

  /** What a call, constructor or assignment gives an identity; usually nothing. */
  public static List<Identity> in(Tree tree, VisitorState state) {
    if (tree instanceof AssignmentTree assignment) {
      return isOf(assignment)
          ? List.of(new Identity(assignment.getExpression(), Kind.THING))
          : List.of();
    }
    List<Identity> found = new ArrayList<>();
    ExpressionTree call = (ExpressionTree) tree;
    if (call instanceof MethodInvocationTree invocation) {
      byMethod(invocation).ifPresent(found::add);
      SpringMessages.key(invocation, state)
          .ifPresent(key -> found.add(new Identity(key, Kind.BROKER_KEY)));
    }
    Publishing.keyed(call, state)
        .flatMap(send -> send.argument(Role.KEY, call))
        .ifPresent(key -> found.add(new Identity(key, Kind.BROKER_KEY)));
    if (found.isEmpty()
        && ASTHelpers.getSymbol(call) instanceof MethodSymbol method
        && !isOfTheJdk(method)) {
      byParameter(call, method).forEach(found::add);
    }
    return found;
  }

  private static boolean isOf(AssignmentTree assignment) {
    Symbol target = ASTHelpers.getSymbol(assignment.getVariable());
    return target != null && IdentityNames.isId(target);
  }

  private static Optional<Identity> byMethod(MethodInvocationTree call) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    String name = method.getSimpleName().toString();
    List<? extends ExpressionTree> arguments = call.getArguments();
    if (arguments.size() == 1) {
      if (IdentityNames.namesIdempotency(name)) {
        return Optional.of(new Identity(arguments.get(0), Kind.REQUEST));
      }
      return IdentityNames.isIdSetter(name)
              || IdentityNames.isIdOfBuilder(name, method.owner.getSimpleName().toString())
          ? Optional.of(new Identity(arguments.get(0), Kind.THING))
          : Optional.empty();
    }
    // header("Idempotency-Key", …)
    String named =
        arguments.size() == 2 ? ASTHelpers.constValue(arguments.get(0), String.class) : null;
    return named != null && IdentityNames.namesIdempotency(named)
        ? Optional.of(new Identity(arguments.get(1), Kind.REQUEST))
        : Optional.empty();
  }

  /** A map's key is no identity. */
  private static boolean isOfTheJdk(MethodSymbol method) {
    return method.owner.getQualifiedName().toString().startsWith("java.");
  }

  private static Stream<Identity> byParameter(ExpressionTree call, MethodSymbol method) {
    List<? extends ExpressionTree> arguments =
        call instanceof NewClassTree created
            ? created.getArguments()
            : ((MethodInvocationTree) call).getArguments();
    List<VarSymbol> parameters = method.getParameters();
    List<Identity> found = new ArrayList<>();
    for (int i = 0; i < Math.min(arguments.size(), parameters.size()); i++) {
      VarSymbol parameter = parameters.get(i);
      if (method.isConstructor() && isId(parameter, method)) {
        found.add(new Identity(arguments.get(i), Kind.THING));
      } else if (IdentityNames.namesAKey(parameter.getSimpleName().toString())) {
        found.add(new Identity(arguments.get(i), Kind.REQUEST));
      }
    }
    return found.stream();
  }

  /** Whether a constructor's parameter is the component or field of its name, annotated so. */
  private static boolean isId(VarSymbol parameter, MethodSymbol constructor) {
    return IdentityNames.isId(parameter)
        || ASTHelpers.getEnclosedElements(constructor.owner).stream()
            .filter(member -> member.getKind().isField())
            .filter(field -> field.getSimpleName().equals(parameter.getSimpleName()))
            .anyMatch(IdentityNames::isId);
  }
}
