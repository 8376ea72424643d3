/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads what kind of class a message is. */
final class MessageShape {
  private final Lookup lookup;

  MessageShape(Lookup lookup) {
    this.lookup = lookup;
  }

  /**
   * What keeps {@code type} from being a message.
   *
   * @param otherPackage the package its contract is generated in; null for its own
   */
  List<String> flaws(TypeElement type, @Nullable String otherPackage) {
    List<String> flaws = new ArrayList<>();
    switch (type.getKind()) {
      case RECORD -> {}
      case CLASS -> {
        if (type.getModifiers().contains(Modifier.ABSTRACT)) {
          flaws.add("is abstract");
        } else if (lookup.accessors(type).isEmpty()) {
          flaws.add("has no accessors");
        }
      }
      case ENUM -> flaws.add("is an enum");
      default -> flaws.add("is an interface");
    }
    if (!type.getTypeParameters().isEmpty()) {
      flaws.add("has type parameters");
    }
    if (lookup.ref(type).packageName().isEmpty()) {
      flaws.add("is in the unnamed package");
    }
    if (lookup.isInner(type)) {
      flaws.add("is an inner class");
    }
    if (lookup.isPrivate(type)) {
      flaws.add("is private");
    } else if (otherPackage != null
        && !lookup.ref(type).packageName().equals(otherPackage)
        && !lookup.isPublic(type)) {
      flaws.add("is not public");
    }
    return flaws;
  }

  boolean isRequest(TypeElement type) {
    return request(type.asType()) != null;
  }

  /** The {@code R} of {@code Request<R>}; null if the type is no request, or a raw one. */
  @Nullable TypeMirror reply(TypeElement type) {
    TypeMirror request = request(type.asType());
    return request == null || lookup.arguments(request).isEmpty()
        ? null
        : lookup.arguments(request).get(0);
  }

  private @Nullable TypeMirror request(TypeMirror type) {
    for (TypeMirror parent : lookup.types().directSupertypes(type)) {
      TypeElement element = lookup.declared(parent);
      if (element == null) {
        continue;
      }
      if (element.getKind() == ElementKind.INTERFACE
          && lookup.isNamed(parent, Vocabulary.REQUEST)) {
        return parent;
      }
      TypeMirror found = request(parent);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
