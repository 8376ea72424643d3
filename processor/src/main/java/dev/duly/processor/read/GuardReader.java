/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.GuardModel.Method;
import dev.duly.processor.model.GuardModel.Parameter;
import dev.duly.processor.model.GuardModel.Returns;
import dev.duly.processor.model.IdempotentModel;
import dev.duly.processor.model.KeyPart;
import dev.duly.processor.model.Place;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads an interface with {@code @Idempotent} methods that are no handlers. */
final class GuardReader {
  /** What only a handler has; a guarded call reaches its transaction through Duly. */
  private static final Set<String> OF_HANDLERS =
      Set.of(Vocabulary.TRANSACTION, Vocabulary.MESSAGE_CONTEXT, Vocabulary.OUTBOX);

  private final Lookup lookup;
  private final PolicyReader policies;
  private final KeyReader keys;

  GuardReader(Lookup lookup) {
    this.lookup = lookup;
    this.policies = new PolicyReader(lookup);
    this.keys = new KeyReader(lookup);
  }

  GuardModel read(TypeElement type) {
    TypeRef ref = lookup.ref(type);
    Set<String> unresolved = new TreeSet<>();
    List<Method> methods = new ArrayList<>();
    List<Place> passed = new ArrayList<>();
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      IdempotentModel idempotent = policies.idempotent(method, unresolved);
      if (idempotent != null) {
        methods.add(method(ref, method, idempotent, unresolved));
      } else if (method.getModifiers().contains(Modifier.ABSTRACT)) {
        addUnresolved(method, unresolved);
        passed.add(Place.of(method));
      }
    }
    return new GuardModel(ref, Place.of(type), flaws(type, ref), methods, passed, unresolved);
  }

  private Method method(
      TypeRef owner, ExecutableElement method, IdempotentModel idempotent, Set<String> unresolved) {
    addUnresolved(method, unresolved);
    List<KeyPart> key = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      parameters.add(
          new Parameter(
              parameter.getSimpleName().toString(),
              lookup.isNamed(parameter.asType(), Vocabulary.EFFECT_KEY),
              Place.of(parameter)));
      if (lookup.has(parameter, Vocabulary.IDEMPOTENCY_KEY)) {
        key.add(keys.read(parameter));
      }
    }
    TypeMirror result = method.getReturnType();
    return new Method(
        method.getSimpleName().toString(),
        owner.shortName() + "." + method.getSimpleName(),
        Place.of(method),
        idempotent,
        key,
        parameters,
        returns(result),
        lookup.show(result),
        returned(result),
        flaws(method));
  }

  private void addUnresolved(ExecutableElement method, Set<String> unresolved) {
    unresolved.addAll(lookup.unresolved(method.getReturnType()));
    method.getParameters().forEach(it -> unresolved.addAll(lookup.unresolved(it.asType())));
    method.getThrownTypes().forEach(it -> unresolved.addAll(lookup.unresolved(it)));
  }

  private Returns returns(TypeMirror result) {
    if (result.getKind() == TypeKind.VOID) {
      return Returns.VOID;
    }
    return returned(result) == null ? Returns.UNSUPPORTED : Returns.REMEMBERED;
  }

  /** A class can be read back if its name says all: no type arguments, and more than an object. */
  private @Nullable TypeRef returned(TypeMirror result) {
    TypeElement type =
        result.getKind().isPrimitive()
            ? lookup.types().boxedClass(lookup.types().getPrimitiveType(result.getKind()))
            : lookup.declared(result);
    return type == null
            || !type.getTypeParameters().isEmpty()
            || type.getQualifiedName().contentEquals("java.lang.Object")
        ? null
        : lookup.ref(type);
  }

  private List<String> flaws(ExecutableElement method) {
    List<String> flaws = new ArrayList<>();
    if (method.getModifiers().contains(Modifier.STATIC)) {
      flaws.add("is static");
    }
    if (method.getModifiers().contains(Modifier.PRIVATE)) {
      flaws.add("is private");
    }
    if (!method.getTypeParameters().isEmpty()) {
      flaws.add("has type parameters");
    }
    if (checked(method.getThrownTypes()).size() > 1) {
      flaws.add("throws several checked exceptions that are no subclasses of one of them");
    }
    for (VariableElement parameter : method.getParameters()) {
      TypeElement type = lookup.declared(parameter.asType());
      if (type != null && OF_HANDLERS.contains(type.getQualifiedName().toString())) {
        flaws.add("takes " + type.getSimpleName() + ", which only a handler is given");
      }
    }
    return flaws;
  }

  /** The checked exceptions, without those that another one covers. */
  private List<TypeMirror> checked(List<? extends TypeMirror> thrown) {
    List<TypeMirror> checked = new ArrayList<>();
    for (TypeMirror type : thrown) {
      boolean covered =
          thrown.stream()
              .anyMatch(
                  other ->
                      !lookup.types().isSameType(type, other)
                          && lookup.types().isSubtype(type, other));
      if (!covered && !isUnchecked(type)) {
        checked.add(type);
      }
    }
    return checked;
  }

  private boolean isUnchecked(TypeMirror type) {
    for (String name : List.of("java.lang.RuntimeException", "java.lang.Error")) {
      TypeElement unchecked = lookup.type(name);
      if (unchecked != null && lookup.types().isSubtype(type, unchecked.asType())) {
        return true;
      }
    }
    return false;
  }

  private List<String> flaws(TypeElement type, TypeRef ref) {
    List<String> flaws = new ArrayList<>();
    if (!type.getInterfaces().isEmpty()) {
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
    if (ref.packageName().isEmpty()) {
      flaws.add("is in the unnamed package");
    }
    return flaws;
  }
}
