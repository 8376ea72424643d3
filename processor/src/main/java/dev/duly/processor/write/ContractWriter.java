/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.duly.processor.model.KeyPart;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** Writes the contract of one message: {@code OrderPlaced_Message}. */
public final class ContractWriter extends SourceWriter {

  public GeneratedFile write(MessageModel message) {
    MessageRef ref = message.ref();
    ClassName self = type(ref.contract());
    ClassName messageClass = type(ref.type());
    TypeName identity = ParameterizedTypeName.get(type(Vocabulary.MESSAGE_TYPE), messageClass);
    TypeSpec.Builder body =
        classNamed(ref.contract())
            .addSuperinterface(
                ParameterizedTypeName.get(type(Vocabulary.MESSAGE_CONTRACT), messageClass))
            .addField(
                FieldSpec.builder(self, "CONTRACT")
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                    .initializer("new $T()", self)
                    .build())
            .addField(
                FieldSpec.builder(identity, "TYPE")
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .initializer(identity(message, messageClass))
                    .build())
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
            .addMethod(override("type", identity).addStatement("return TYPE").build());
    if (!message.idempotencyKey().isEmpty()) {
      body.addMethod(
          key(
              "idempotencyKey",
              type(Vocabulary.MESSAGE_KEY),
              Vocabulary.KEY_DIGEST,
              messageClass,
              message.idempotencyKey()));
    }
    if (!message.partitionKey().isEmpty()) {
      body.addMethod(
          key(
              "partitionKey",
              ClassName.get(String.class),
              Vocabulary.KEY_TEXT,
              messageClass,
              message.partitionKey()));
    }
    if (!message.occurredAt().isEmpty()) {
      body.addMethod(
          override("occurredAt", ClassName.get(Instant.class))
              .addParameter(messageClass, "message")
              .addStatement("return message.$L", message.occurredAt().get(0).accessor())
              .build());
    }
    String name = ref.type().shortName();
    String purpose = "The contract of {@code " + name + "}: its identity and its keys.";
    return file(ref.contract(), purpose, ref.type().qualifiedName(), body);
  }

  private static CodeBlock identity(MessageModel message, ClassName messageClass) {
    MessageRef ref = message.ref();
    CodeBlock.Builder code = CodeBlock.builder().add("$T.", type(Vocabulary.MESSAGE_TYPE));
    switch (ref.kind()) {
      case EVENT -> code.add("event($T.class, $S, $S)", messageClass, ref.channel(), ref.id());
      case COMMAND -> code.add("command($T.class, $S, $S)", messageClass, ref.channel(), ref.id());
      case REQUEST -> {
        TypeRef reply = Objects.requireNonNull(ref.reply());
        code.add(
            "request($T.class, $S, $S, $T.class)",
            messageClass,
            ref.channel(),
            ref.id(),
            type(reply));
      }
    }
    if (message.version().value() != 1) {
      code.add(".version($L)", message.version().value());
    }
    if (message.unorderedBecause() != null) {
      code.add(".unordered()");
    }
    if (!message.sensitive().isEmpty()) {
      code.add(".sensitive($L)", quoted(message.sensitive()));
    }
    return code.build();
  }

  private static MethodSpec key(
      String method, TypeName returns, TypeRef builder, ClassName message, List<KeyPart> parts) {
    MethodSpec.Builder spec = override(method, returns).addParameter(message, "message");
    KeyCode code = new KeyCode(builder, "message.");
    parts.forEach(code::add);
    code.nulls().forEach(spec::addCode);
    return spec.addStatement("return $L", code.key()).build();
  }
}
