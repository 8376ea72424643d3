/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import static dev.duly.checks.apis.Vocabulary.IDEMPOTENCY_KEY;
import static dev.duly.checks.apis.Vocabulary.MESSAGE;
import static dev.duly.checks.apis.Vocabulary.MESSAGES_FOR;
import static dev.duly.checks.apis.Vocabulary.MESSAGE_FOR;
import static dev.duly.checks.apis.Vocabulary.PARTITION_KEY;
import static dev.duly.checks.apis.Vocabulary.UNORDERED;

import com.google.errorprone.VisitorState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/**
 * What is declared for a message, on its class or by a {@code @MessageFor} elsewhere.
 *
 * @param message the message's class
 * @param onTheClass whether the class itself is the declaration
 * @param identified whether it has an idempotency key
 * @param ordered whether it has a partition key
 * @param unordered whether it says, with a reason, that it needs no order
 */
public record Contract(
    TypeElement message,
    boolean onTheClass,
    boolean identified,
    boolean ordered,
    boolean unordered) {

  /**
   * The contract of a class; empty where none is visible from here: not on the class, not in its
   * package, not in any source of this compilation.
   */
  public static Optional<Contract> of(TypeElement message, VisitorState state) {
    return Annotations.has(message, MESSAGE)
        ? Optional.of(declaredOn(message))
        : declaredElsewhere(message, state);
  }

  /** The contract of a class that carries {@code @Message}. */
  public static Contract declaredOn(TypeElement message) {
    return new Contract(
        message,
        true,
        anyMember(message, IDEMPOTENCY_KEY),
        anyMember(message, PARTITION_KEY),
        Annotations.givesReason(message, UNORDERED));
  }

  private static Optional<Contract> declaredElsewhere(TypeElement message, VisitorState state) {
    List<Element> places = new ArrayList<>(Compilation.types(state));
    places.addAll(Compilation.packages(state));
    places.add(state.getElements().getPackageOf(message));
    return places.stream()
        .flatMap(place -> place.getAnnotationMirrors().stream())
        .flatMap(Contract::unfold)
        .filter(declaration -> isFor(declaration, message))
        .findFirst()
        .map(
            declaration ->
                new Contract(
                    message,
                    false,
                    !Annotations.values(declaration, "idempotencyKey").isEmpty(),
                    !Annotations.values(declaration, "partitionKey").isEmpty(),
                    !Annotations.text(declaration, "unorderedBecause").isBlank()));
  }

  private static Stream<AnnotationMirror> unfold(AnnotationMirror annotation) {
    String name = Annotations.nameOf(annotation).toString();
    if (name.equals(MESSAGE_FOR)) {
      return Stream.of(annotation);
    }
    return name.equals(MESSAGES_FOR)
        ? Annotations.values(annotation, "value").stream().map(AnnotationMirror.class::cast)
        : Stream.empty();
  }

  private static boolean isFor(AnnotationMirror declaration, TypeElement message) {
    return Annotations.value(declaration, "type")
        .filter(type -> type instanceof DeclaredType named && named.asElement().equals(message))
        .isPresent();
  }

  /** On a component, field or accessor of its own, or of what it inherits from. */
  private static boolean anyMember(TypeElement type, String annotation) {
    if (type.getEnclosedElements().stream().anyMatch(each -> Annotations.has(each, annotation))) {
      return true;
    }
    return Stream.concat(Stream.of(type.getSuperclass()), type.getInterfaces().stream())
        .filter(DeclaredType.class::isInstance)
        .map(parent -> ((DeclaredType) parent).asElement())
        .anyMatch(parent -> parent instanceof TypeElement above && anyMember(above, annotation));
  }
}
