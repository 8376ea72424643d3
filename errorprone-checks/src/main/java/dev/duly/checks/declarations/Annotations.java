/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Reads annotations by qualified name; what is not written counts as empty. */
public final class Annotations {

  /** Whether an annotation is written on the element itself. */
  public static boolean has(Element element, String annotation) {
    return find(element, annotation).isPresent();
  }

  /** Whether an annotation on the element, or on a class around it, gives a reason. */
  public static boolean givesReason(Element element, String annotation) {
    for (Element each = element; each != null; each = each.getEnclosingElement()) {
      if (find(each, annotation).filter(found -> !text(found, "because").isBlank()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Whether an annotation is written on the element itself with a blank reason. */
  public static boolean isBlank(Element element, String annotation) {
    return find(element, annotation).filter(found -> text(found, "because").isBlank()).isPresent();
  }

  static Optional<AnnotationMirror> find(Element element, String annotation) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (nameOf(mirror).contentEquals(annotation)) {
        return Optional.of(mirror);
      }
    }
    return Optional.empty();
  }

  static Name nameOf(AnnotationMirror annotation) {
    return ((TypeElement) annotation.getAnnotationType().asElement()).getQualifiedName();
  }

  /** The written value: a string as it is, an enum constant by its name. */
  static String text(AnnotationMirror annotation, String attribute) {
    return value(annotation, attribute)
        .map(value -> value instanceof VariableElement constant ? constant.getSimpleName() : value)
        .map(Object::toString)
        .orElse("");
  }

  /** The written values of an array attribute. */
  static List<Object> values(AnnotationMirror annotation, String attribute) {
    return value(annotation, attribute).stream()
        .flatMap(value -> value instanceof List<?> list ? list.stream() : List.of(value).stream())
        .<Object>map(each -> each instanceof AnnotationValue inner ? inner.getValue() : each)
        .toList();
  }

  static Optional<Object> value(AnnotationMirror annotation, String attribute) {
    return annotation.getElementValues().entrySet().stream()
        .filter(entry -> entry.getKey().getSimpleName().contentEquals(attribute))
        .map(entry -> entry.getValue().getValue())
        .findFirst();
  }

  private Annotations() {}
}
