/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.model.ParameterModel;
import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.model.PublisherModel.Method;
import dev.duly.processor.model.PublisherModel.Returns;
import dev.duly.processor.model.Vocabulary;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import javax.lang.model.element.Modifier;

/** Writes the implementation of one publisher interface: {@code Orders_Publisher}. */
public final class PublisherWriter extends SourceWriter {
  private static final ClassName STAGE = ClassName.get(CompletionStage.class);

  public GeneratedFile write(PublisherModel model) {
    ClassName self = type(model.implementation());
    ClassName port = type(Vocabulary.PUBLISH_PORT);
    TypeSpec.Builder body =
        classNamed(model.implementation()).addSuperinterface(type(model.type()));
    if (model.methods().stream().anyMatch(PublisherWriter::waits)) {
      body.addField(
          FieldSpec.builder(Duration.class, "TIMEOUT")
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
              .initializer(duration(Objects.requireNonNull(model.timeout().value())))
              .build());
    }
    body.addField(port, "port", Modifier.PRIVATE, Modifier.FINAL)
        .addMethod(
            MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(port, "port")
                .addStatement("this.port = port")
                .build());
    model.methods().forEach(method -> body.addMethod(method(method)));
    body.addType(wiring(model, self, port));
    String name = model.type().shortName();
    String purpose = "Publishes what {@code " + name + "} declares.";
    return file(model.implementation(), purpose, model.type().qualifiedName(), body);
  }

  private static boolean waits(Method method) {
    return method.returns() == Returns.VALUE || method.returns() == Returns.STAGE_OF_VALUE;
  }

  private static MethodSpec method(Method method) {
    ParameterModel parameter = method.parameters().get(0);
    MessageRef message = Objects.requireNonNull(method.message());
    CodeBlock arguments =
        CodeBlock.of("$T.CONTRACT, $L", type(message.contract()), parameter.name());
    MethodSpec.Builder spec =
        override(method.name(), returns(method))
            .addParameter(type(message.type()), parameter.name());
    return switch (method.returns()) {
      case STAGE_OF_VOID -> spec.addStatement("return port.publishAsync($L)", arguments).build();
      case VALUE ->
          spec.addStatement(
                  "return port.request($L, $T.class, TIMEOUT)", arguments, returned(method))
              .build();
      case STAGE_OF_VALUE ->
          spec.addStatement(
                  "return port.requestAsync($L, $T.class, TIMEOUT)", arguments, returned(method))
              .build();
      default -> spec.addStatement("port.publish($L)", arguments).build();
    };
  }

  private static TypeName returns(Method method) {
    return switch (method.returns()) {
      case STAGE_OF_VOID -> ParameterizedTypeName.get(STAGE, ClassName.get(Void.class));
      case VALUE -> returned(method);
      case STAGE_OF_VALUE -> ParameterizedTypeName.get(STAGE, returned(method));
      default -> TypeName.VOID;
    };
  }

  private static ClassName returned(Method method) {
    return type(Objects.requireNonNull(method.returned()));
  }

  private static TypeSpec wiring(PublisherModel model, ClassName self, ClassName port) {
    ClassName publisher = type(model.type());
    return TypeSpec.classBuilder("Wiring")
        .addJavadoc("Makes the implementation.\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addSuperinterface(ParameterizedTypeName.get(type(Vocabulary.PUBLISHER_WIRING), publisher))
        .addMethod(
            override(
                    "publisherClass",
                    ParameterizedTypeName.get(ClassName.get(Class.class), publisher))
                .addStatement("return $T.class", publisher)
                .build())
        .addMethod(
            override("create", publisher)
                .addParameter(port, "port")
                .addStatement("return new $T(port)", self)
                .build())
        .build();
  }
}
