/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.Place;
import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.model.PublisherModel.Method;
import dev.duly.processor.model.PublisherModel.Returns;
import dev.duly.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads a {@code @Publisher} interface. */
public final class PublisherReader {
  private static final String STAGE = "java.util.concurrent.CompletionStage";

  private final Lookup lookup;
  private final SignatureReader signatures;

  public PublisherReader(Lookup lookup, MessageReader messages) {
    this.lookup = lookup;
    this.signatures = new SignatureReader(lookup, new MessageFinder(lookup, messages));
  }

  public PublisherModel read(TypeElement type) {
    AnnotationView view = lookup.annotation(type, Vocabulary.PUBLISHER).orElseThrow();
    Set<String> unresolved = new TreeSet<>();
    List<Method> methods = new ArrayList<>();
    if (type.getKind() == ElementKind.INTERFACE) {
      for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
        if (method.getModifiers().contains(Modifier.ABSTRACT)) {
          methods.add(method(method, unresolved));
        }
      }
    }
    return new PublisherModel(
        lookup.ref(type),
        Place.of(type),
        flaws(type),
        view.duration("timeout"),
        methods,
        unresolved);
  }

  private Method method(ExecutableElement method, Set<String> unresolved) {
    TypeMirror type = method.getReturnType();
    unresolved.addAll(lookup.unresolved(type));
    for (VariableElement parameter : method.getParameters()) {
      unresolved.addAll(lookup.unresolved(parameter.asType()));
    }
    boolean stage = lookup.isNamed(type, STAGE) && !lookup.arguments(type).isEmpty();
    TypeMirror value = stage ? lookup.arguments(type).get(0) : type;
    return new Method(
        method.getSimpleName().toString(),
        Place.of(method),
        !method.getTypeParameters().isEmpty(),
        signatures.parameters(method),
        returns(stage, value),
        lookup.show(type),
        lookup.arguments(value).isEmpty() ? lookup.ref(value) : null);
  }

  private Returns returns(boolean stage, TypeMirror value) {
    if (value.getKind() == TypeKind.VOID) {
      return Returns.VOID;
    }
    if (lookup.declared(value) == null) {
      return Returns.OTHER;
    }
    if (stage) {
      return lookup.isNamed(value, "java.lang.Void")
          ? Returns.STAGE_OF_VOID
          : Returns.STAGE_OF_VALUE;
    }
    return Returns.VALUE;
  }

  private List<String> flaws(TypeElement type) {
    List<String> flaws = new ArrayList<>();
    if (type.getKind() != ElementKind.INTERFACE) {
      flaws.add("is no interface");
    } else if (!type.getInterfaces().isEmpty()) {
      flaws.add("extends another interface");
    }
    if (type.getModifiers().contains(Modifier.SEALED)) {
      flaws.add("is sealed");
    }
    if (!type.getTypeParameters().isEmpty()) {
      flaws.add("has type parameters");
    }
    if (lookup.isPrivate(type)) {
      flaws.add("is private");
    }
    if (lookup.ref(type).packageName().isEmpty()) {
      flaws.add("is in the unnamed package");
    }
    return flaws;
  }
}
