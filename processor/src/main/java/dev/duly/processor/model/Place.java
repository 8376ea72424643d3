/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where something was declared; opaque to everybody but the reporter.
 *
 * @param element the annotated element
 * @param annotation the annotation on it, if the fault is there
 * @param value the value in the annotation, if it was written out
 */
public record Place(
    Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {

  public static Place of(Element element) {
    return new Place(element, null, null);
  }
}
