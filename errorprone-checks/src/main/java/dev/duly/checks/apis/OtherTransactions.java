/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import static com.google.errorprone.matchers.Matchers.anyOf;

import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.frameworks.Calls;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;

/** Calls that leave the transaction of the code around them. */
public final class OtherTransactions {
  private static final Pattern APART = Pattern.compile("\\b(REQUIRES_NEW|NOT_SUPPORTED)\\b");
  private static final Set<String> TRANSACTIONAL =
      Set.of(
          "org.springframework.transaction.annotation.Transactional",
          "jakarta.transaction.Transactional",
          "javax.transaction.Transactional");

  /** A connection that nobody's transaction has. */
  public static final Matcher<ExpressionTree> OPENS_CONNECTION =
      Calls.of("javax.sql.DataSource#getConnection", "java.sql.DriverManager#getConnection");

  /** Runs what it is given in a transaction of its own settings. */
  public static final Matcher<ExpressionTree> RUNS_IN_TEMPLATE =
      Calls.of(
          "org.springframework.transaction.support.TransactionOperations#execute",
          "org.springframework.transaction.support.TransactionOperations#executeWithoutResult");

  /** Makes a template leave the transaction around it, by its argument. */
  public static final Matcher<ExpressionTree> SETS_PROPAGATION =
      Calls.of(
          "org.springframework.transaction.support.DefaultTransactionDefinition#setPropagationBehavior",
          "org.springframework.transaction.support.DefaultTransactionDefinition#setPropagationBehaviorName");

  /** Runs what it is given, or the method it is called on, on another thread. */
  public static final Matcher<ExpressionTree> OTHER_THREAD =
      anyOf(HandOffs.TASK, Calls.of("java.lang.Thread#<init>"));

  /** A method that is declared to run outside its caller's transaction. */
  public static final Matcher<ExpressionTree> DECLARED_APART =
      (call, state) -> ASTHelpers.getSymbol(call) instanceof MethodSymbol method && isApart(method);

  /** Whether an expression names a propagation that leaves the transaction. */
  public static boolean namesApart(ExpressionTree propagation) {
    return propagation.toString().matches("(?s).*(REQUIRES_NEW|NOT_SUPPORTED)\\W*");
  }

  private static boolean isApart(MethodSymbol method) {
    Symbol declared = isTransactional(method) ? method : method.owner;
    return declared.getAnnotationMirrors().stream()
        .filter(each -> TRANSACTIONAL.contains(MetaAnnotations.nameOf(each)))
        .map(AnnotationMirror::getElementValues)
        .anyMatch(values -> APART.matcher(values.toString()).find());
  }

  private static boolean isTransactional(Symbol declaration) {
    return declaration.getAnnotationMirrors().stream()
        .anyMatch(each -> TRANSACTIONAL.contains(MetaAnnotations.nameOf(each)));
  }

  private OtherTransactions() {}
}
