/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.MessageKind;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Finds the message behind a type: by its own {@code @Message}, or by the facts another declaration
 * or another module has left of it.
 */
final class MessageFinder {
  private final Lookup lookup;
  private final MessageReader messages;

  MessageFinder(Lookup lookup, MessageReader messages) {
    this.lookup = lookup;
    this.messages = messages;
  }

  /** The message of that type; null if it is none, or none yet. */
  @Nullable MessageRef find(@Nullable TypeMirror type) {
    TypeElement element = lookup.declared(type);
    if (element == null) {
      return null;
    }
    if (lookup.has(element, Vocabulary.MESSAGE)) {
      return messages.read(element).ref();
    }
    TypeRef ref = lookup.ref(element);
    TypeElement facts = lookup.type(Vocabulary.factsOf(ref).qualifiedName());
    return facts == null ? null : read(ref, facts);
  }

  private MessageRef read(TypeRef type, TypeElement facts) {
    Map<String, String> constants = new HashMap<>();
    for (VariableElement field : ElementFilter.fieldsIn(facts.getEnclosedElements())) {
      if (field.getConstantValue() instanceof String value) {
        constants.put(field.getSimpleName().toString(), value);
      }
    }
    String contract = constants.getOrDefault("CONTRACT", "");
    int dot = contract.lastIndexOf('.');
    TypeElement reply = lookup.type(constants.getOrDefault("REPLY", ""));
    return new MessageRef(
        type,
        TypeRef.of(contract.substring(0, Math.max(dot, 0)), contract.substring(dot + 1)),
        constants.getOrDefault("CHANNEL", ""),
        constants.getOrDefault("ID", ""),
        MessageKind.valueOf(constants.getOrDefault("KIND", "EVENT")),
        reply == null ? null : lookup.ref(reply),
        constants.getOrDefault("KEYED", "").equals("yes"),
        constants.getOrDefault("PARTITIONED", "").equals("yes"));
  }
}
