/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Which types a key part may have. */
public final class KeyTypes {
  private static final Set<String> VALUES =
      Set.of(
          "java.lang.String",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.util.UUID");

  /** A string, an integral number, a UUID, an enum, or a record of those. */
  public static boolean allows(TypeMirror type) {
    return switch (type.getKind()) {
      case BYTE, SHORT, INT, LONG -> true;
      case DECLARED -> allows((TypeElement) ((DeclaredType) type).asElement());
      default -> false;
    };
  }

  private static boolean allows(TypeElement type) {
    if (type.getKind() == ElementKind.RECORD) {
      // One level is enough here: OrderId(String value). Deeper ones are the processor's to judge.
      return type.getRecordComponents().stream()
          .map(RecordComponentElement::asType)
          .allMatch(part -> part.getKind().isPrimitive() || isValue(part));
    }
    return type.getKind() == ElementKind.ENUM || isValue(type.asType());
  }

  private static boolean isValue(TypeMirror type) {
    return type instanceof DeclaredType declared
        && VALUES.contains(((TypeElement) declared.asElement()).getQualifiedName().toString());
  }

  private KeyTypes() {}
}
