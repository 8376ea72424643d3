/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import static com.google.errorprone.matchers.Matchers.anyOf;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.apis.frameworks.Framework;
import dev.duly.checks.apis.frameworks.Frameworks;
import dev.duly.checks.apis.frameworks.Send;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls that hand a message to a broker. */
public final class Publishing {
  private static final Calls PUBLICATIONS =
      Calls.of(Frameworks.ALL.stream().flatMap(each -> each.publications().stream()).toList());
  private static final List<Send> SENDS =
      Frameworks.ALL.stream().map(Framework::sends).flatMap(List::stream).toList();
  private static final Calls WITH_KEYS = Calls.of(SENDS.stream().map(Send::call).toList());
  private static final Set<String> PUBLISHER_ANNOTATIONS =
      Frameworks.ALL.stream()
          .flatMap(each -> each.publisherAnnotations().stream())
          .collect(Collectors.toUnmodifiableSet());
  private static final List<String> BROKERS =
      Frameworks.ALL.stream().flatMap(each -> each.brokers().stream()).toList();

  /** A call of a broker's client, of a declared publisher, or of what the options name. */
  public static final Matcher<ExpressionTree> PUBLISH =
      anyOf(
          PUBLICATIONS,
          Publishing::isDeclared,
          (call, state) -> Options.of(state).names(call, state));

  /** A publication that joins the transaction of the code around it. */
  public static final Matcher<ExpressionTree> JOINS_THE_TRANSACTION =
      anyOf(
          Calls.of(
              Frameworks.ALL.stream()
                  .filter(Framework::isDuly)
                  .flatMap(each -> each.publications().stream())
                  .toList()),
          (call, state) ->
              ASTHelpers.getSymbol(call) instanceof MethodSymbol method
                  && MetaAnnotations.of(method.owner, state).contains(Vocabulary.PUBLISHER));

  /** Whether the file at hand has sends, or makes what is sent, that may have keys. */
  public static boolean keyedAreIn(VisitorState state) {
    return WITH_KEYS.areInFile(state);
  }

  /**
   * The overload of a keyed send, or of a constructor of what is sent, that an expression uses;
   * empty where it is none.
   */
  public static Optional<Send> keyed(ExpressionTree tree, VisitorState state) {
    return WITH_KEYS.matches(tree, state)
        ? SENDS.stream().filter(send -> send.isOf(tree, state)).findFirst()
        : Optional.empty();
  }

  /** Whether objects of a type hand messages to a broker. */
  public static boolean isBroker(Type type, VisitorState state) {
    return Stream.concat(BROKERS.stream(), Options.of(state).brokerTypes().stream())
            .map(state::getTypeFromString)
            .anyMatch(broker -> broker != null && ASTHelpers.isSubtype(type, broker, state))
        || isPublisher(type, state);
  }

  private static boolean isDeclared(ExpressionTree call, VisitorState state) {
    return ASTHelpers.getSymbol(call) instanceof MethodSymbol method
        && method.owner.isInterface()
        && isPublisher(method.owner.type, state);
  }

  private static boolean isPublisher(Type type, VisitorState state) {
    return type.tsym.isInterface()
        && MetaAnnotations.of(type.tsym, state).stream().anyMatch(PUBLISHER_ANNOTATIONS::contains);
  }

  private Publishing() {}
}
