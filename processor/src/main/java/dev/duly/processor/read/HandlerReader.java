/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.DeadLetterModel;
import dev.duly.processor.model.Declared;
import dev.duly.processor.model.DurationText;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.ParameterModel;
import dev.duly.processor.model.Place;
import dev.duly.processor.model.RetryModel;
import dev.duly.processor.model.TypeRef;
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
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads a class of {@code @MessageHandler} methods. */
public final class HandlerReader {
  private final Lookup lookup;
  private final SignatureReader signatures;
  private final PolicyReader policies;

  public HandlerReader(Lookup lookup, MessageReader messages) {
    this.lookup = lookup;
    this.signatures = new SignatureReader(lookup, new MessageFinder(lookup, messages));
    this.policies = new PolicyReader(lookup);
  }

  public HandlerClassModel read(TypeElement type) {
    Set<String> unresolved = new TreeSet<>();
    RetryModel retry = policies.retry(type, unresolved);
    DeadLetterModel deadLetter = policies.deadLetter(type);
    Declared<String> bestEffort = policies.bestEffort(type);
    TypeRef ref = lookup.ref(type);
    List<HandlerModel> handlers = new ArrayList<>();
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (lookup.has(method, Vocabulary.MESSAGE_HANDLER)) {
        handlers.add(handler(ref, method, retry, bestEffort, unresolved));
      }
    }
    return new HandlerClassModel(
        ref,
        Place.of(type),
        flaws(type),
        lookup
            .annotation(type, Vocabulary.HANDLER_GROUP)
            .map(view -> view.text("value"))
            .orElse(null),
        policies.owner(type),
        policies.concurrency(type),
        policies.lease(type),
        retry,
        deadLetter,
        bestEffort,
        handlers,
        unresolved);
  }

  private HandlerModel handler(
      TypeRef type,
      ExecutableElement method,
      @Nullable RetryModel classRetry,
      @Nullable Declared<String> classBestEffort,
      Set<String> unresolved) {
    unresolved.addAll(lookup.unresolved(method.getReturnType()));
    for (VariableElement parameter : method.getParameters()) {
      unresolved.addAll(lookup.unresolved(parameter.asType()));
    }
    AnnotationView view = lookup.annotation(method, Vocabulary.MESSAGE_HANDLER).orElseThrow();
    DurationText timeout = view.duration("timeout");
    RetryModel retry = policies.retry(method, unresolved);
    Declared<String> bestEffort = policies.bestEffort(method);
    List<ParameterModel> parameters = signatures.parameters(method);
    return new HandlerModel(
        type.shortName() + "." + method.getSimpleName(),
        method.getSimpleName().toString(),
        Place.of(method),
        flaws(method),
        parameters,
        signatures.result(method, parameters.isEmpty() ? null : parameters.get(0).message()),
        view.constant("delivery"),
        timeout.text().isEmpty() ? null : timeout,
        policies.idempotent(method, unresolved),
        retry == null ? classRetry : retry,
        retry != null,
        policies.deadLetter(method),
        bestEffort == null ? classBestEffort : bestEffort);
  }

  private List<String> flaws(TypeElement type) {
    List<String> flaws = new ArrayList<>();
    if (type.getKind() != ElementKind.CLASS && type.getKind() != ElementKind.RECORD) {
      flaws.add(type.getKind() == ElementKind.ENUM ? "is an enum" : "is an interface");
    } else if (type.getModifiers().contains(Modifier.ABSTRACT)) {
      flaws.add("is abstract");
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

  private static List<String> flaws(ExecutableElement method) {
    List<String> flaws = new ArrayList<>();
    for (Modifier bad : List.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.ABSTRACT)) {
      if (method.getModifiers().contains(bad)) {
        flaws.add("is " + bad);
      }
    }
    if (!method.getTypeParameters().isEmpty()) {
      flaws.add("has type parameters");
    }
    return flaws;
  }
}
