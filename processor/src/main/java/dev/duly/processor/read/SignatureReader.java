/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.MessageKind;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.model.ParameterModel;
import dev.duly.processor.model.ParameterModel.Role;
import dev.duly.processor.model.Place;
import dev.duly.processor.model.ResultModel;
import dev.duly.processor.model.ResultModel.Container;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads what a method takes and returns, in terms of messages. */
final class SignatureReader {
  private static final Map<String, Role> GIVEN =
      Map.of(
          Vocabulary.TRANSACTION, Role.TRANSACTION,
          Vocabulary.EFFECT_KEY, Role.EFFECT_KEY,
          Vocabulary.MESSAGE_CONTEXT, Role.CONTEXT,
          Vocabulary.OUTBOX, Role.OUTBOX);

  private final Lookup lookup;
  private final MessageFinder finder;
  private final SealedFamily families;

  SignatureReader(Lookup lookup, MessageFinder finder) {
    this.lookup = lookup;
    this.finder = finder;
    this.families = new SealedFamily(lookup, finder);
  }

  List<ParameterModel> parameters(ExecutableElement method) {
    return method.getParameters().stream().map(this::parameter).toList();
  }

  private ParameterModel parameter(VariableElement parameter) {
    TypeMirror type = parameter.asType();
    if (lookup.isNamed(type, "java.util.List") && !lookup.arguments(type).isEmpty()) {
      return taking(parameter, type, lookup.arguments(type).get(0), Role.BATCH);
    }
    TypeElement element = lookup.declared(type);
    Role given = element == null ? null : GIVEN.get(element.getQualifiedName().toString());
    return given == null
        ? taking(parameter, type, type, Role.MESSAGE)
        : model(parameter, given, type, null, List.of());
  }

  private ParameterModel taking(
      VariableElement parameter, TypeMirror type, TypeMirror taken, Role ifMessage) {
    MessageRef message = finder.find(taken);
    if (message != null) {
      return model(parameter, ifMessage, type, message, List.of());
    }
    TypeElement element = lookup.declared(taken);
    if (element == null || isOfTheJdk(element)) {
      Role role = taken.getKind() == TypeKind.ERROR ? Role.OTHER : Role.IMPOSSIBLE;
      return model(parameter, role, type, null, List.of());
    }
    if (families.isFamily(element)) {
      SealedFamily.Members members = families.members(element);
      if (!members.messages().isEmpty()) {
        List<String> names = members.messages().stream().map(m -> m.type().shortName()).toList();
        return model(parameter, Role.SEALED, type, null, names);
      }
    }
    return model(parameter, Role.OTHER, type, null, messagesBeside(element, parameter));
  }

  private ParameterModel model(
      VariableElement parameter,
      Role role,
      TypeMirror type,
      @Nullable MessageRef message,
      List<String> candidates) {
    return new ParameterModel(
        parameter.getSimpleName().toString(),
        role,
        lookup.show(type),
        message,
        candidates,
        Place.of(parameter));
  }

  ResultModel result(ExecutableElement method, @Nullable MessageRef handled) {
    TypeMirror type = method.getReturnType();
    if (type.getKind() == TypeKind.VOID) {
      return ResultModel.VOID;
    }
    String name = lookup.show(type);
    if (handled != null && handled.kind() == MessageKind.REQUEST) {
      boolean reply = isReply(type, handled.reply());
      List<String> strangers = reply ? List.of() : List.of(name);
      return new ResultModel(
          Container.ONE, name, lookup.ref(type), List.of(), strangers, false, reply);
    }
    if (lookup.isNamed(type, "java.util.Optional") && !lookup.arguments(type).isEmpty()) {
      return result(Container.OPTIONAL, name, lookup.arguments(type).get(0));
    }
    if (lookup.isNamed(type, "java.util.List") && !lookup.arguments(type).isEmpty()) {
      return result(Container.LIST, name, lookup.arguments(type).get(0));
    }
    return result(Container.ONE, name, type);
  }

  private ResultModel result(Container container, String name, TypeMirror type) {
    MessageRef message = finder.find(type);
    TypeRef ref = lookup.ref(type);
    if (message != null) {
      return new ResultModel(container, name, ref, List.of(message), List.of(), false, false);
    }
    TypeElement element = lookup.declared(type);
    if (element != null && families.isFamily(element)) {
      SealedFamily.Members members = families.members(element);
      return new ResultModel(
          container, name, ref, members.messages(), members.strangers(), true, false);
    }
    boolean never = element == null || isOfTheJdk(element);
    List<String> strangers = List.of(lookup.show(type));
    return new ResultModel(container, name, never ? null : ref, List.of(), strangers, false, false);
  }

  private boolean isReply(TypeMirror type, @Nullable TypeRef reply) {
    TypeElement wanted = reply == null ? null : lookup.type(reply.qualifiedName());
    return wanted != null
        && lookup.declared(type) != null
        && lookup.types().isAssignable(type, wanted.asType());
  }

  boolean isOfTheJdk(TypeElement element) {
    String name = element.getQualifiedName().toString();
    return name.startsWith("java.") || name.startsWith("javax.");
  }

  /** The names of messages in the packages of a class and of the method that takes it. */
  private List<String> messagesBeside(TypeElement type, Element taker) {
    return List.of(lookup.elements().getPackageOf(type), lookup.elements().getPackageOf(taker))
        .stream()
        .distinct()
        .flatMap(home -> home.getEnclosedElements().stream())
        .filter(element -> lookup.has(element, Vocabulary.MESSAGE))
        .map(element -> element.getSimpleName().toString())
        .sorted()
        .toList();
  }
}
