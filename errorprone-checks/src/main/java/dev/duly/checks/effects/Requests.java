/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.effects;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.keys.Locals;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import org.jspecify.annotations.Nullable;

/** Which HTTP requests only read. */
public final class Requests {
  private static final Pattern READING_VERB =
      Pattern.compile("(\\w+\\.)*(GET|HEAD|OPTIONS)|\"(GET|HEAD|OPTIONS)\"");
  private static final Set<String> READING_TYPES = Set.of("HttpGet", "HttpHead", "HttpOptions");
  private static final Set<String> CHANGING_VERBS =
      Set.of("POST", "PUT", "DELETE", "PATCH", "post", "put", "delete", "patch");

  /** Whether an argument of a call says that it reads, or is a request that is built here to. */
  public static boolean onlyRead(MethodInvocationTree call, @Nullable Tree within) {
    return call.getArguments().stream().anyMatch(argument -> reads(argument, within));
  }

  private static boolean reads(ExpressionTree argument, @Nullable Tree within) {
    Type type = ASTHelpers.getType(argument);
    if (READING_VERB.matcher(argument.toString()).matches()
        || (type != null && READING_TYPES.contains(type.tsym.getSimpleName().toString()))) {
      return true;
    }
    List<ExpressionTree> values = valuesOf(argument, within);
    return !values.isEmpty() && values.stream().allMatch(Requests::buildsRead);
  }

  private static List<ExpressionTree> valuesOf(ExpressionTree argument, @Nullable Tree within) {
    Symbol symbol = ASTHelpers.getSymbol(argument);
    return symbol != null && symbol.getKind() == ElementKind.LOCAL_VARIABLE
        ? Locals.assigned(symbol, within)
        : List.of(argument);
  }

  /** A builder makes a GET unless it is told otherwise. */
  private static boolean buildsRead(ExpressionTree request) {
    ExpressionTree at = request;
    boolean builds = false;
    while (at instanceof MethodInvocationTree call) {
      Symbol method = ASTHelpers.getSymbol(call);
      String name = method == null ? "" : method.getSimpleName().toString();
      if (CHANGING_VERBS.contains(name) || (name.equals("method") && !namesReading(call))) {
        return false;
      }
      if (name.equals("newBuilder")) {
        return true;
      }
      builds |= name.equals("build");
      at = ASTHelpers.getReceiver(call);
    }
    return builds && at instanceof NewClassTree;
  }

  private static boolean namesReading(MethodInvocationTree call) {
    return !call.getArguments().isEmpty()
        && READING_VERB.matcher(call.getArguments().get(0).toString()).matches();
  }

  private Requests() {}
}
