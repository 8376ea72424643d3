/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.Declared;
import dev.duly.processor.model.DurationText;
import dev.duly.processor.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The values of one annotation, defaults included. A value the compiler could not make sense of
 * reads as the neutral one: the compiler reports it.
 */
final class AnnotationView {
  private final Element element;
  private final AnnotationMirror mirror;
  private final Map<? extends ExecutableElement, ? extends AnnotationValue> all;

  AnnotationView(
      Element element,
      AnnotationMirror mirror,
      Map<? extends ExecutableElement, ? extends AnnotationValue> withDefaults) {
    this.element = element;
    this.mirror = mirror;
    this.all = withDefaults;
  }

  Place place() {
    return new Place(element, mirror, null);
  }

  /** The value if it was written out, else the annotation. */
  Place place(String name) {
    for (var entry : mirror.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(name)) {
        return new Place(element, mirror, entry.getValue());
      }
    }
    return place();
  }

  /** Whether the value was written out, and is not the default. */
  boolean isWritten(String name) {
    return place(name).value() != null;
  }

  Declared<String> text(String name) {
    return new Declared<>(raw(name) instanceof String text ? text : "", place(name));
  }

  DurationText duration(String name) {
    return DurationText.of(text(name).value(), place(name));
  }

  Declared<Integer> integer(String name) {
    return new Declared<>(raw(name) instanceof Integer number ? number : 1, place(name));
  }

  Declared<Double> decimal(String name) {
    return new Declared<>(raw(name) instanceof Double number ? number : 1.0, place(name));
  }

  /** The name of an enum constant; empty if there is none of that name. */
  Declared<String> constant(String name) {
    String value =
        raw(name) instanceof VariableElement constant ? constant.getSimpleName().toString() : "";
    return new Declared<>(value, place(name));
  }

  /** A class; null if it does not exist. */
  @Nullable TypeMirror type(String name) {
    return raw(name) instanceof TypeMirror type ? type : null;
  }

  List<Declared<String>> texts(String name) {
    List<Declared<String>> texts = new ArrayList<>();
    for (AnnotationValue value : values(name)) {
      if (value.getValue() instanceof String text) {
        texts.add(new Declared<>(text, new Place(element, mirror, value)));
      }
    }
    return texts;
  }

  /** Classes; null stands for one that does not exist. */
  List<@Nullable TypeMirror> types(String name) {
    List<@Nullable TypeMirror> types = new ArrayList<>();
    for (AnnotationValue value : values(name)) {
      types.add(value.getValue() instanceof TypeMirror type ? type : null);
    }
    return types;
  }

  List<AnnotationMirror> annotations(String name) {
    List<AnnotationMirror> annotations = new ArrayList<>();
    for (AnnotationValue value : values(name)) {
      if (value.getValue() instanceof AnnotationMirror annotation) {
        annotations.add(annotation);
      }
    }
    return annotations;
  }

  private List<AnnotationValue> values(String name) {
    List<AnnotationValue> values = new ArrayList<>();
    if (raw(name) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof AnnotationValue value) {
          values.add(value);
        }
      }
    }
    return values;
  }

  private @Nullable Object raw(String name) {
    for (var entry : all.entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(name)) {
        return entry.getValue().getValue();
      }
    }
    return null;
  }
}
