/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.sends;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.KafkaEmitters;
import dev.duly.checks.apis.Publishing;
import dev.duly.checks.apis.SpringMessages;
import dev.duly.checks.apis.TopicNames;
import dev.duly.checks.apis.frameworks.Role;
import dev.duly.checks.apis.frameworks.Send;
import dev.duly.checks.declarations.Compilation;
import dev.duly.checks.keys.Locals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A send with neither key nor partition.
 *
 * @param topics the expressions that name where it goes; empty where it goes to a default
 * @param remedy how it is written with a key
 */
public record Unkeyed(List<ExpressionTree> topics, String remedy) {

  /** Whether the file at hand has any send that may have a key. */
  public static boolean mayBeIn(VisitorState state) {
    return Publishing.keyedAreIn(state) || KafkaEmitters.sendIn(state);
  }

  /** Empty where a call or constructor is no send, or has a key, or may have one. */
  public static Optional<Unkeyed> in(ExpressionTree tree, VisitorState state) {
    if (tree instanceof MethodInvocationTree call && KafkaEmitters.sendPayloadOnly(call, state)) {
      return staysInTheProcess(call, state)
          ? Optional.empty()
          : Optional.of(new Unkeyed(List.of(), "`send(Record.of(key, payload))`"));
    }
    Optional<Send> send = Publishing.keyed(tree, state);
    if (send.isEmpty() || !isOfTheLibraryItself(tree, send.get())) {
      return Optional.empty();
    }
    if (send.get().has(Role.CARRIER)) {
      return send.get().argument(Role.CARRIER, tree).flatMap(message -> ofMessage(message, state));
    }
    return isAbsent(Role.KEY, send.get(), tree)
            && isAbsent(Role.PARTITION, send.get(), tree)
            && !hasNoKeysAtAll(tree, send.get(), state)
        ? Optional.of(new Unkeyed(topicsOf(send.get(), tree), remedyFor(send.get(), tree)))
        : Optional.empty();
  }

  /** Whether the topic, or else what sends, is named for messages that nobody needs in order. */
  public boolean needsNoOrder(ExpressionTree send, VisitorState state) {
    List<ExpressionTree> names = new ArrayList<>(topics);
    ExpressionTree sender =
        send instanceof MethodInvocationTree ? ASTHelpers.getReceiver(send) : null;
    if (sender != null) {
      names.add(sender);
    }
    return Topic.is(TopicNames.NEED_NO_ORDER, names, state);
  }

  /** What a channel's handler takes from an emitter directly has no partitions. */
  private static boolean staysInTheProcess(MethodInvocationTree call, VisitorState state) {
    return KafkaEmitters.channelOf(call)
        .filter(
            channel ->
                Compilation.types(state).stream()
                    .flatMap(type -> type.getEnclosedElements().stream())
                    .anyMatch(member -> KafkaEmitters.takes(member, channel)))
        .isPresent();
  }

  private static Optional<Unkeyed> ofMessage(ExpressionTree message, VisitorState state) {
    List<ExpressionTree> values = Locals.valuesOf(message, ASTHelpers.findEnclosingMethod(state));
    ExpressionTree built = values.size() == 1 ? values.get(0) : message;
    return SpringMessages.unkeyed(built, state)
        .map(unkeyed -> new Unkeyed(unkeyed.topics(), "`.setHeader(KafkaHeaders.KEY, key)`"));
  }

  /** A wrapper or subclass of the build's own may add the key. */
  private static boolean isOfTheLibraryItself(ExpressionTree tree, Send send) {
    Tree named =
        tree instanceof NewClassTree created
            ? created.getIdentifier()
            : ASTHelpers.getReceiver(tree);
    if (named == null
        || (named instanceof IdentifierTree name && name.getName().contentEquals("super"))) {
      return false;
    }
    Type type = ASTHelpers.getType(named);
    String library = send.call().type().replaceFirst("^(\\w+\\.\\w+\\.\\w+\\.).*", "$1");
    return type != null && type.tsym.getQualifiedName().toString().startsWith(library);
  }

  private static boolean isAbsent(Role role, Send send, ExpressionTree tree) {
    return send.argument(role, tree).map(Unkeyed::isNull).orElse(true);
  }

  static boolean isNull(ExpressionTree value) {
    ExpressionTree bare = ASTHelpers.stripParentheses(value);
    return bare instanceof TypeCastTree cast
        ? isNull(cast.getExpression())
        : bare.getKind() == Tree.Kind.NULL_LITERAL;
  }

  /** {@code KafkaTemplate<Void, Order>}: that there is no key is said where it is declared. */
  private static boolean hasNoKeysAtAll(ExpressionTree tree, Send send, VisitorState state) {
    ExpressionTree sender = tree instanceof NewClassTree ? tree : ASTHelpers.getReceiver(tree);
    Type declaring = state.getTypeFromString(send.call().type());
    Type type = sender == null ? null : ASTHelpers.getType(sender);
    if (declaring == null || type == null) {
      return false;
    }
    Type seen = state.getTypes().asSuper(type, declaring.tsym);
    return seen != null
        && !seen.getTypeArguments().isEmpty()
        && seen.getTypeArguments().get(0).tsym.getQualifiedName().contentEquals("java.lang.Void");
  }

  private static List<ExpressionTree> topicsOf(Send send, ExpressionTree tree) {
    return send.argument(Role.TOPIC, tree).map(List::of).orElse(List.of());
  }

  private static String remedyFor(Send send, ExpressionTree tree) {
    if (send.has(Role.KEY)) {
      return "the key in place of the null";
    }
    String topic = send.has(Role.TOPIC) ? "topic, " : "";
    return tree instanceof NewClassTree
        ? "`new ProducerRecord<>(topic, key, value)`"
        : "`%s(%skey, value)`"
            .formatted(((MethodSymbol) ASTHelpers.getSymbol(tree)).getSimpleName(), topic);
  }
}
