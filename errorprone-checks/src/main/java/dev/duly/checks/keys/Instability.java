/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.keys;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.UnorderedCollections;
import dev.duly.checks.apis.UnstableSources;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.type.TypeKind;

/**
 * A part of a key that may differ between copies of a message.
 *
 * @param source the part
 * @param why what is wrong with it, to follow "which"
 */
public record Instability(ExpressionTree source, String why) {
  private static final Set<String> BOXED_FLOATS = Set.of("java.lang.Float", "java.lang.Double");

  /** The first unstable part of a key; empty where all may be stable. */
  public static Optional<Instability> in(KeySite site, VisitorState state) {
    Set<ExpressionTree> origins = Origins.of(site, state);
    Set<ExpressionTree> ordered = orderedOrOrderless(origins);
    return origins.stream()
        .flatMap(origin -> in(origin, ordered.contains(origin), state).stream())
        .findFirst();
  }

  private static Optional<Instability> in(
      ExpressionTree origin, boolean orderSettled, VisitorState state) {
    if (origin instanceof MethodInvocationTree
        || origin instanceof NewClassTree
        || origin instanceof MemberReferenceTree) {
      Optional<String> why = UnstableSources.of(origin, state);
      if (why.isPresent()) {
        return why.map(reason -> new Instability(origin, reason));
      }
    }
    if (isFloatingPoint(origin)) {
      return Optional.of(
          new Instability(origin, "is floating point: equal amounts may differ in the last digit"));
    }
    List<ExpressionTree> texts = Text.turnedToText(origin, state);
    for (ExpressionTree value : texts) {
      if (Text.isIdentity(value)) {
        return Optional.of(
            new Instability(value, "has no text of its own, only its place in memory"));
      }
    }
    return orderSettled || !walksUnordered(origin, texts)
        ? Optional.empty()
        : Optional.of(new Instability(origin, "has no promised order"));
  }

  private static boolean isFloatingPoint(ExpressionTree origin) {
    Type type = ASTHelpers.getType(origin);
    if (type == null || type.tsym == null || ASTHelpers.constValue(origin) != null) {
      return false;
    }
    return type.getKind() == TypeKind.FLOAT
        || type.getKind() == TypeKind.DOUBLE
        || BOXED_FLOATS.contains(type.tsym.getQualifiedName().toString());
  }

  private static boolean walksUnordered(ExpressionTree origin, List<ExpressionTree> texts) {
    if (texts.stream().anyMatch(Instability::isUnordered)) {
      return true;
    }
    ExpressionTree receiver =
        origin instanceof MethodInvocationTree ? ASTHelpers.getReceiver(origin) : null;
    return receiver != null
        && isUnordered(receiver)
        && UnorderedCollections.walks(ASTHelpers.getSymbol(origin).getSimpleName().toString());
  }

  private static boolean isUnordered(ExpressionTree value) {
    Type type = ASTHelpers.getType(value);
    return type != null && type.tsym != null && UnorderedCollections.include(type);
  }

  /** Parts whose order is made or does not matter. */
  private static Set<ExpressionTree> orderedOrOrderless(Set<ExpressionTree> origins) {
    if (origins.stream().anyMatch(Instability::sorts)) {
      return origins;
    }
    Set<ExpressionTree> orderless = new HashSet<>();
    for (ExpressionTree origin : origins) {
      if (origin instanceof MethodInvocationTree
          && UnorderedCollections.needsNoOrder(
              ASTHelpers.getSymbol(origin).getSimpleName().toString())) {
        ASTHelpers.streamReceivers(origin).forEach(orderless::add);
      }
    }
    return orderless;
  }

  private static boolean sorts(ExpressionTree origin) {
    Symbol symbol = ASTHelpers.getSymbol(origin);
    if (symbol == null) {
      return false;
    }
    Symbol named = symbol.isConstructor() ? symbol.owner : symbol;
    return UnorderedCollections.sorts(named.getSimpleName().toString());
  }
}
