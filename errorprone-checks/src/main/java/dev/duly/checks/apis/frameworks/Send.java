/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.List;
import java.util.Optional;

/**
 * One overload of a method that hands a message to a broker, or of a constructor of what is handed.
 *
 * @param roles the parameters, in order
 */
public record Send(Call call, List<Role> roles) {

  /** Whether a call is of this overload. */
  public boolean isOf(ExpressionTree tree, VisitorState state) {
    return ASTHelpers.getSymbol(tree) instanceof MethodSymbol method
        && call.isOf(method, state)
        && method.getParameters().size() == roles.size()
        && typesFit(method);
  }

  private boolean typesFit(MethodSymbol method) {
    for (int i = 0; i < roles.size(); i++) {
      VarSymbol parameter = method.getParameters().get(i);
      String type = parameter.type.tsym.getQualifiedName().toString();
      if (!roles.get(i).type().map(type::equals).orElse(true)) {
        return false;
      }
    }
    return true;
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** The argument of a role; empty where this overload has none. */
  public Optional<ExpressionTree> argument(Role role, ExpressionTree tree) {
    List<? extends ExpressionTree> arguments =
        tree instanceof MethodInvocationTree invocation
            ? invocation.getArguments()
            : ((NewClassTree) tree).getArguments();
    int index = roles.indexOf(role);
    return index < 0 ? Optional.empty() : Optional.of(arguments.get(index));
  }
}
