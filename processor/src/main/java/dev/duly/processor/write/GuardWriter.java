/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.GuardModel.Method;
import dev.duly.processor.model.GuardModel.Parameter;
import dev.duly.processor.model.GuardModel.Returns;
import dev.duly.processor.model.Place;
import dev.duly.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** Writes the decorator of one interface with guarded methods: {@code Payments_Guard}. */
public final class GuardWriter extends SourceWriter {

  public GeneratedFile write(GuardModel model) {
    ClassName self = type(model.implementation());
    ClassName guarded = type(model.type());
    ClassName port = type(Vocabulary.GUARD_PORT);
    TypeSpec.Builder body = classNamed(model.implementation()).addSuperinterface(guarded);
    List<String> constants = constants(model.methods());
    for (int i = 0; i < constants.size(); i++) {
      body.addField(constant(constants.get(i), model.methods().get(i)));
    }
    body.addField(port, "port", Modifier.PRIVATE, Modifier.FINAL)
        .addField(guarded, "real", Modifier.PRIVATE, Modifier.FINAL)
        .addMethod(
            MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(port, "port")
                .addParameter(guarded, "real")
                .addStatement("this.port = port")
                .addStatement("this.real = real")
                .build());
    for (int i = 0; i < constants.size(); i++) {
      body.addMethod(guarded(constants.get(i), model.methods().get(i)));
    }
    model.passed().forEach(method -> body.addMethod(passedOn(method)));
    body.addType(wiring(model, self, constants));
    String name = model.type().shortName();
    String purpose = "Runs the guarded methods of {@code " + name + "} once per key.";
    return file(model.implementation(), purpose, model.type().qualifiedName(), body);
  }

  /** The methods' names; overloads get a number. */
  private static List<String> constants(List<Method> methods) {
    Map<String, Integer> seen = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Method method : methods) {
      int count = seen.merge(method.constant(), 1, Integer::sum);
      names.add(count == 1 ? method.constant() : method.constant() + "_" + count);
    }
    return names;
  }

  private static FieldSpec constant(String name, Method method) {
    ClassName guardedMethod = type(Vocabulary.GUARDED_METHOD);
    return FieldSpec.builder(guardedMethod, name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(
            "new $T($S, $L)",
            guardedMethod,
            method.name(),
            SubscriptionCode.policy(method.idempotent()))
        .build();
  }

  private static MethodSpec guarded(String constant, Method method) {
    MethodSpec.Builder spec = signature(method.place());
    KeyCode key = new KeyCode(Vocabulary.KEY_DIGEST, "");
    method.key().forEach(key::add);
    key.nulls().forEach(spec::addCode);
    CodeBlock.Builder arguments =
        CodeBlock.builder().add("new $T()", type(Vocabulary.CALL_ARGUMENTS));
    List<String> passed = new ArrayList<>();
    String call = free("call", method);
    for (Parameter parameter : method.parameters()) {
      if (parameter.effectKey()) {
        passed.add(call + ".effectKey()");
      } else {
        arguments.add(".add($L)", parameter.name());
        passed.add(parameter.name());
      }
    }
    CodeBlock work =
        CodeBlock.of("$L -> this.real.$L($L)", call, method.method(), String.join(", ", passed));
    if (method.returns() == Returns.VOID) {
      return spec.addStatement(
              "this.port.run($L, $L, $L, $L)", constant, key.key(), arguments.build(), work)
          .build();
    }
    return spec.addStatement(
            "return this.port.call($L, $L, $L, $T.class, $L)",
            constant,
            key.key(),
            arguments.build(),
            type(Objects.requireNonNull(method.returned())),
            work)
        .build();
  }

  private static String free(String wanted, Method method) {
    String name = wanted;
    for (Parameter parameter : method.parameters()) {
      if (parameter.name().equals(name)) {
        return free(wanted + "_", method);
      }
    }
    return name;
  }

  private static MethodSpec passedOn(Place place) {
    MethodSpec spec = signature(place).build();
    String arguments =
        spec.parameters().stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    String returned = spec.returnType().equals(TypeName.VOID) ? "" : "return ";
    return spec.toBuilder()
        .addStatement("$Lthis.real.$L($L)", returned, spec.name(), arguments)
        .build();
  }

  /** As declared, with all its types: nobody but the compiler knows them better. */
  private static MethodSpec.Builder signature(Place place) {
    return MethodSpec.overriding((ExecutableElement) place.element());
  }

  private static TypeSpec wiring(GuardModel model, ClassName self, List<String> constants) {
    ClassName guarded = type(model.type());
    List<CodeBlock> methods = constants.stream().map(CodeBlock::of).toList();
    return TypeSpec.classBuilder("Wiring")
        .addJavadoc("Makes the decorator.\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addSuperinterface(ParameterizedTypeName.get(type(Vocabulary.GUARD_WIRING), guarded))
        .addMethod(
            override("guardedClass", ParameterizedTypeName.get(ClassName.get(Class.class), guarded))
                .addStatement("return $T.class", guarded)
                .build())
        .addMethod(
            override(
                    "methods",
                    ParameterizedTypeName.get(
                        ClassName.get(List.class), type(Vocabulary.GUARDED_METHOD)))
                .addStatement("return $L", listOf(methods))
                .build())
        .addMethod(
            override("create", guarded)
                .addParameter(type(Vocabulary.GUARD_PORT), "port")
                .addParameter(guarded, "real")
                .addStatement("return new $T(port, real)", self)
                .build())
        .build();
  }
}
