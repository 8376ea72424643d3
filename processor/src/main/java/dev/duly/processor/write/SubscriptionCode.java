/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.duly.processor.model.DurationText;
import dev.duly.processor.model.EffectModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.IdempotentModel;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.model.ParameterModel;
import dev.duly.processor.model.ResultModel;
import dev.duly.processor.model.ResultModel.Container;
import dev.duly.processor.model.RetryModel;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The statement that builds one subscription: its policies, then the direct call. */
final class SubscriptionCode {

  CodeBlock write(HandlerModel handler) {
    MessageRef message = Objects.requireNonNull(handler.message());
    CodeBlock.Builder code =
        CodeBlock.builder()
            .add(
                "return $T.of(GROUP, $S, $T.CONTRACT)",
                SourceWriter.type(Vocabulary.SUBSCRIPTION),
                handler.name(),
                SourceWriter.type(message.contract()));
    if (!handler.delivery().value().equals("AT_LEAST_ONCE")) {
      ClassName modes = SourceWriter.type(Vocabulary.DELIVERY_MODE);
      code.add(".delivery($T.$L)", modes, handler.delivery().value());
    }
    if (handler.idempotent() != null) {
      code.add(guard(handler.idempotent()));
    }
    if (handler.retry() != null) {
      code.add(retry(handler.retry()));
    }
    if (handler.deadLetter() != null && !handler.deadLetter().channel().value().isEmpty()) {
      code.add(".deadLetterChannel($S)", handler.deadLetter().channel().value());
    }
    if (handler.timeout() != null) {
      code.add(".timeout($L)", duration(handler.timeout()));
    }
    ResultModel result = handler.result();
    if (!result.members().isEmpty()) {
      List<CodeBlock> contracts =
          result.members().stream().map(SubscriptionCode::contract).toList();
      code.add(".publishes($L)", CodeBlock.join(contracts, ", "));
    }
    return code.add(invocation(handler)).build();
  }

  private static CodeBlock guard(IdempotentModel idempotent) {
    return CodeBlock.of(".guard($L)", policy(idempotent));
  }

  /** {@code GuardPolicy.transaction(Duration.ofDays(7))}. */
  static CodeBlock policy(IdempotentModel idempotent) {
    ClassName guards = SourceWriter.type(Vocabulary.GUARD_POLICY);
    if (idempotent.mode().value().equals("NATURAL")) {
      return CodeBlock.of("$T.natural()", guards);
    }
    CodeBlock.Builder code =
        CodeBlock.builder()
            .add("$T.$L($L", guards, guardName(idempotent), duration(idempotent.window()));
    if (idempotent.isEffect()) {
      code.add(", $L", effect(idempotent.effect()));
    }
    code.add(")");
    String scope = idempotent.scope().value();
    if (!scope.isEmpty()) {
      code.add(".scope($S)", scope);
    }
    return code.build();
  }

  private static String guardName(IdempotentModel idempotent) {
    return idempotent.isEffect() ? "effect" : "transaction";
  }

  private static CodeBlock effect(EffectModel effect) {
    CodeBlock.Builder code =
        CodeBlock.builder()
            .add(
                "$T.of($T.$L, $L)",
                SourceWriter.type(Vocabulary.EFFECT_POLICY),
                SourceWriter.type(Vocabulary.DOWNSTREAM),
                effect.downstream().value(),
                duration(effect.lease()));
    if (!effect.notExecuted().isEmpty()) {
      code.add(".notExecuted($L)", classes(effect.notExecuted()));
    }
    if (!effect.refused().isEmpty()) {
      code.add(".refused($L)", classes(effect.refused()));
    }
    return code.build();
  }

  private static CodeBlock retry(RetryModel retry) {
    CodeBlock.Builder code =
        CodeBlock.builder()
            .add(
                ".retry($T.of($L, $L, $L, $L, $L)",
                SourceWriter.type(Vocabulary.RETRY_POLICY),
                retry.attempts().value(),
                duration(retry.initial()),
                retry.multiplier().value(),
                duration(retry.max()),
                retry.jitter().value());
    if (!retry.on().isEmpty()) {
      code.add(".on($L)", classes(retry.on()));
    }
    if (!retry.notOn().isEmpty()) {
      code.add(".notOn($L)", classes(retry.notOn()));
    }
    return code.add(")").build();
  }

  private static CodeBlock classes(List<TypeRef> types) {
    return SourceWriter.listOf(
        types.stream().map(type -> CodeBlock.of("$T.class", SourceWriter.type(type))).toList());
  }

  private static CodeBlock duration(DurationText text) {
    return SourceWriter.duration(Objects.requireNonNull(text.value()));
  }

  private static CodeBlock invocation(HandlerModel handler) {
    String message = handler.batch() ? "messages" : "message";
    String ending = handler.batch() ? ".handledInBatchesBy" : ".handledBy";
    CodeBlock call = call(handler, message);
    ResultModel result = handler.result();
    if (result.container() == Container.NONE) {
      return CodeBlock.of("$L(($L, call) -> $L);\n", ending, message, call);
    }
    if (result.reply()) {
      return CodeBlock.of("$L(($L, call) -> call.reply($L));\n", ending, message, call);
    }
    CodeBlock.Builder code =
        CodeBlock.builder().add("$L(($L, call) -> {\n", ending, message).indent();
    publish(code, handler, call);
    return code.unindent().add("});\n").build();
  }

  private static CodeBlock call(HandlerModel handler, String message) {
    List<String> arguments = new ArrayList<>();
    for (ParameterModel parameter : handler.parameters()) {
      arguments.add(
          switch (parameter.role()) {
            case TRANSACTION -> "call.transaction()";
            case EFFECT_KEY -> "call.effectKey()";
            case CONTEXT -> "call.context()";
            case OUTBOX -> "call.outbox()";
            default -> message;
          });
    }
    return CodeBlock.of("handler.$L($L)", handler.method(), String.join(", ", arguments));
  }

  private static void publish(CodeBlock.Builder code, HandlerModel handler, CodeBlock call) {
    ResultModel result = handler.result();
    ClassName type = SourceWriter.type(Objects.requireNonNull(result.type()));
    switch (result.container()) {
      case OPTIONAL -> {
        code.addStatement("$T<$T> result = $L", Optional.class, type, call);
        code.beginControlFlow("if (result.isPresent())");
        if (result.family()) {
          code.addStatement("$T outcome = result.get()", type);
          publishOne(code, handler, "outcome");
        } else {
          publishOne(code, handler, "result.get()");
        }
        code.endControlFlow();
      }
      case LIST -> {
        code.addStatement("$T<$T> outcomes = $L", List.class, type, call);
        code.beginControlFlow("for ($T outcome : outcomes)", type);
        publishOne(code, handler, "outcome");
        code.endControlFlow();
      }
      default -> {
        code.addStatement("$T outcome = $L", type, call);
        publishOne(code, handler, "outcome");
      }
    }
  }

  private static void publishOne(CodeBlock.Builder code, HandlerModel handler, String outcome) {
    ResultModel result = handler.result();
    if (!result.family()) {
      code.addStatement("call.publish($L, $L)", contract(result.members().get(0)), outcome);
      return;
    }
    boolean first = true;
    for (MessageRef member : result.members()) {
      ClassName type = SourceWriter.type(member.type());
      if (first) {
        code.beginControlFlow("if ($L instanceof $T published)", outcome, type);
      } else {
        code.nextControlFlow("else if ($L instanceof $T published)", outcome, type);
      }
      code.addStatement("call.publish($L, published)", contract(member));
      first = false;
    }
    // Null, or a member that was added after this class was compiled: never lost in silence.
    code.nextControlFlow("else")
        .addStatement(
            "throw new $T($S + $L)",
            IllegalStateException.class,
            handler.name() + " returned ",
            outcome)
        .endControlFlow();
  }

  private static CodeBlock contract(MessageRef message) {
    return CodeBlock.of("$T.CONTRACT", SourceWriter.type(message.contract()));
  }
}
