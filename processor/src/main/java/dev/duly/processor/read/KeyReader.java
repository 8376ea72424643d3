/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.KeyPart;
import dev.duly.processor.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads the parts of a key; a record is read into its components. */
final class KeyReader {
  private static final Set<String> WRAPPERS =
      Set.of("java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long");
  private static final Set<String> FLOATING = Set.of("java.lang.Float", "java.lang.Double");
  private static final Set<String> OPTIONALS =
      Set.of(
          "java.util.Optional",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.OptionalDouble");
  private static final Set<String> NULLABLE = Set.of("Nullable", "CheckForNull");

  /** Deeper records are refused: a record may hold itself. */
  private static final int DEPTH = 4;

  private final Lookup lookup;

  KeyReader(Lookup lookup) {
    this.lookup = lookup;
  }

  KeyPart read(String name, ExecutableElement accessor, boolean nullable, Place place) {
    TypeMirror type = accessor.getReturnType();
    boolean mayBeNull = nullable || isNullable(accessor) || isNullable(type);
    return read(name, accessor.getSimpleName() + "()", type, mayBeNull, place, DEPTH);
  }

  /** A parameter that is part of a key. */
  KeyPart read(VariableElement parameter) {
    String name = parameter.getSimpleName().toString();
    TypeMirror type = parameter.asType();
    boolean mayBeNull = isNullable(parameter) || isNullable(type);
    return read(name, name, type, mayBeNull, Place.of(parameter), DEPTH);
  }

  boolean isNullable(Element element) {
    return element.getAnnotationMirrors().stream()
        .anyMatch(
            mirror ->
                NULLABLE.contains(
                    mirror.getAnnotationType().asElement().getSimpleName().toString()));
  }

  private boolean isNullable(TypeMirror type) {
    return type.getAnnotationMirrors().stream()
        .anyMatch(
            mirror ->
                NULLABLE.contains(
                    mirror.getAnnotationType().asElement().getSimpleName().toString()));
  }

  private KeyPart read(
      String name, String accessor, TypeMirror type, boolean nullable, Place place, int depth) {
    KeyPart.Type kind = kind(type);
    List<KeyPart> parts = new ArrayList<>();
    TypeElement element = lookup.declared(type);
    if (kind == KeyPart.Type.RECORD && element != null) {
      if (depth == 0 || element.getRecordComponents().isEmpty()) {
        kind = KeyPart.Type.UNSUPPORTED;
      } else {
        for (RecordComponentElement component : element.getRecordComponents()) {
          boolean mayBeNull = isNullable(component) || isNullable(component.asType());
          parts.add(
              read(
                  name + "." + component.getSimpleName(),
                  accessor + "." + component.getSimpleName() + "()",
                  component.asType(),
                  mayBeNull,
                  place,
                  depth - 1));
        }
      }
    }
    return new KeyPart(name, accessor, kind, lookup.show(type), nullable, parts, place);
  }

  private KeyPart.Type kind(TypeMirror type) {
    TypeKind primitive = type.getKind();
    if (primitive.isPrimitive()) {
      return switch (primitive) {
        case BYTE, SHORT, INT, LONG -> KeyPart.Type.NUMBER;
        case FLOAT, DOUBLE -> KeyPart.Type.FLOATING;
        default -> KeyPart.Type.UNSUPPORTED;
      };
    }
    TypeElement element = lookup.declared(type);
    if (element == null) {
      return KeyPart.Type.UNSUPPORTED;
    }
    String name = element.getQualifiedName().toString();
    if (name.equals("java.lang.String")) {
      return KeyPart.Type.TEXT;
    }
    if (name.equals("java.util.UUID")) {
      return KeyPart.Type.UUID;
    }
    if (WRAPPERS.contains(name)) {
      return KeyPart.Type.BOXED_NUMBER;
    }
    if (FLOATING.contains(name)) {
      return KeyPart.Type.FLOATING;
    }
    if (OPTIONALS.contains(name)) {
      return KeyPart.Type.OPTIONAL;
    }
    if (element.getKind() == ElementKind.ENUM) {
      return KeyPart.Type.NAME;
    }
    return element.getKind() == ElementKind.RECORD ? KeyPart.Type.RECORD : KeyPart.Type.UNSUPPORTED;
  }
}
