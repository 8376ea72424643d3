/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.frameworks.Calls;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;

/** Transactions in which a broker takes part, as far as a source shows them. */
public final class SharedTransactions {
  private static final Set<String> JMS = Set.of("jakarta.jms.", "javax.jms.");

  private static final String SPRING = "org.springframework.transaction.annotation.Transactional";

  /** Under these a container enlists JMS and the database in one transaction. */
  private static final Set<String> OF_A_CONTAINER =
      Set.of(
          "jakarta.ejb.MessageDriven",
          "jakarta.ejb.Singleton",
          "jakarta.ejb.Stateful",
          "jakarta.ejb.Stateless",
          "jakarta.transaction.Transactional",
          "javax.ejb.MessageDriven",
          "javax.ejb.Singleton",
          "javax.ejb.Stateful",
          "javax.ejb.Stateless",
          "javax.transaction.Transactional");

  private static final Pattern MANAGER_OF_BOTH =
      Pattern.compile("kafka|rabbit|jms|chained|jta|xa", Pattern.CASE_INSENSITIVE);

  /** A call that begins or runs a broker's transaction. */
  public static final Matcher<ExpressionTree> BROKER_TRANSACTION =
      Calls.of(
          "org.apache.kafka.clients.producer.Producer#beginTransaction",
          "org.springframework.kafka.core.KafkaOperations#executeInTransaction");

  /** Runs what it is given at once, inside a transaction of the database. */
  public static final Matcher<ExpressionTree> RUNS_AT_ONCE =
      Calls.of(
          "org.springframework.transaction.support.TransactionOperations#execute",
          "org.springframework.transaction.support.TransactionOperations#executeWithoutResult",
          "java.util.Optional#ifPresent",
          "java.util.Optional#ifPresentOrElse",
          "java.lang.Iterable#forEach",
          "java.util.Map#forEach",
          "java.util.stream.Stream#forEach",
          "java.util.stream.Stream#forEachOrdered");

  /** Whether a method, or its class, is declared to write and publish in one transaction. */
  public static boolean cover(Symbol method, ExpressionTree publication, VisitorState state) {
    for (Symbol each : new Symbol[] {method, method.owner}) {
      for (AnnotationMirror annotation : each.getAnnotationMirrors()) {
        if (MetaAnnotations.nameOf(annotation).equals(SPRING)
            && MANAGER_OF_BOTH.matcher(annotation.getElementValues().toString()).find()) {
          return true;
        }
      }
      if (isJms(publication)
          && MetaAnnotations.of(each, state).stream().anyMatch(OF_A_CONTAINER::contains)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isJms(ExpressionTree publication) {
    Symbol symbol = ASTHelpers.getSymbol(publication);
    return symbol != null
        && JMS.stream().anyMatch(symbol.owner.getQualifiedName().toString()::startsWith);
  }

  private SharedTransactions() {}
}
