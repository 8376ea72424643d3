/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import dev.duly.checks.apis.Vocabulary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Which messages a handler takes. */
public final class HandledMessages {

  /**
   * The message classes of a handler's first parameter: itself, the element of a {@code List}, or
   * the members of a sealed family. Empty where the parameter is no class.
   */
  public static Set<TypeElement> of(ExecutableElement handler) {
    List<? extends VariableElement> parameters = handler.getParameters();
    Set<TypeElement> messages = new LinkedHashSet<>();
    if (!parameters.isEmpty()) {
      collect(parameters.get(0).asType(), messages);
    }
    return messages;
  }

  private static void collect(TypeMirror type, Set<TypeElement> messages) {
    if (type instanceof WildcardType wildcard && wildcard.getExtendsBound() != null) {
      collect(wildcard.getExtendsBound(), messages);
      return;
    }
    if (!(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)) {
      return;
    }
    if (element.getQualifiedName().contentEquals("java.util.List")) {
      declared.getTypeArguments().forEach(argument -> collect(argument, messages));
      return;
    }
    List<? extends TypeMirror> family = element.getPermittedSubclasses();
    if (family.isEmpty() || Annotations.has(element, Vocabulary.MESSAGE)) {
      messages.add(element);
      return;
    }
    family.forEach(member -> collect(member, messages));
  }

  private HandledMessages() {}
}
