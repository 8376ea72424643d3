/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.VariableTree;
import dev.duly.checks.apis.KeyNames;
import dev.duly.checks.apis.Vocabulary;
import java.util.List;
import java.util.function.Predicate;
import javax.lang.model.element.Modifier;

/**
 * The components of a message that are most likely its keys. A wrong idempotency key drops messages
 * in silence, so a guess is only made where a name is plain; no guess is an answer too.
 */
public final class LikelyKeys {
  private final String message;
  private final List<VariableTree> parts;

  private LikelyKeys(String message, List<VariableTree> parts) {
    this.message = message;
    this.parts = parts;
  }

  /** The choices in a message's declaration. */
  public static LikelyKeys in(ClassTree message) {
    return new LikelyKeys(
        message.getSimpleName().toString(),
        message.getMembers().stream()
            .filter(VariableTree.class::isInstance)
            .map(VariableTree.class::cast)
            .filter(part -> !part.getModifiers().getFlags().contains(Modifier.STATIC))
            .filter(part -> KeyTypes.allows(ASTHelpers.getType(part)))
            .toList());
  }

  /** What makes two copies the same message: {@code eventId}, or {@code orderId} of OrderPlaced. */
  public List<VariableTree> ofIdentity() {
    List<VariableTree> own = named(KeyNames::namesTheMessage).stream().limit(1).toList();
    if (!own.isEmpty() || KeyNames.happensAgain(message)) {
      return own;
    }
    return named(name -> KeyNames.namesTheSubject(name, message));
  }

  /** What must stay in order: the thing the message is about. */
  public List<VariableTree> ofOrder() {
    List<VariableTree> subject =
        named(name -> KeyNames.namesTheSubject(name, message)).stream().limit(1).toList();
    if (!subject.isEmpty()) {
      return subject;
    }
    List<VariableTree> things =
        named(name -> KeyNames.namesAThing(name) && !KeyNames.namesTheMessage(name));
    if (things.isEmpty()) {
      return named(KeyNames::namesTheMessage).stream().limit(1).toList();
    }
    List<VariableTree> identity =
        things.stream()
            .filter(part -> Annotations.has(ASTHelpers.getSymbol(part), Vocabulary.IDEMPOTENCY_KEY))
            .toList();
    List<VariableTree> choice = things.size() > 1 ? identity : things;
    return choice.size() == 1 ? choice : List.of();
  }

  private List<VariableTree> named(Predicate<String> fits) {
    return parts.stream().filter(part -> fits.test(part.getName().toString())).toList();
  }
}
