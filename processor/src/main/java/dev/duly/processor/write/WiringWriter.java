/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.duly.processor.model.ConcurrencyModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.OwnerModel;
import dev.duly.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** Writes the wiring of one handler class: {@code Billing_Wiring}. */
public final class WiringWriter extends SourceWriter {
  private final SubscriptionCode subscriptions = new SubscriptionCode();

  public GeneratedFile write(HandlerClassModel model) {
    ClassName handlerClass = type(model.type());
    ClassName subscription = type(Vocabulary.SUBSCRIPTION);
    TypeName anySubscription =
        ParameterizedTypeName.get(subscription, WildcardTypeName.subtypeOf(Object.class));
    ClassName classType = ClassName.get(Class.class);
    List<String> names = methodNames(model.handlers());
    List<CodeBlock> calls = names.stream().map(name -> CodeBlock.of("$L(handler)", name)).toList();

    TypeSpec.Builder body =
        classNamed(model.wiring())
            .addSuperinterface(
                ParameterizedTypeName.get(type(Vocabulary.HANDLER_WIRING), handlerClass))
            .addField(
                FieldSpec.builder(type(Vocabulary.GROUP_POLICY), "GROUP")
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .initializer(group(model))
                    .build())
            .addMethod(
                override("handlerClass", ParameterizedTypeName.get(classType, handlerClass))
                    .addStatement("return $T.class", handlerClass)
                    .build())
            .addMethod(
                override(
                        "subscriptions",
                        ParameterizedTypeName.get(ClassName.get(List.class), anySubscription))
                    .addParameter(handlerClass, "handler")
                    .addStatement("return $L", listOf(calls))
                    .build());
    for (int i = 0; i < names.size(); i++) {
      HandlerModel handler = model.handlers().get(i);
      ClassName message = type(Objects.requireNonNull(handler.message()).type());
      body.addMethod(
          MethodSpec.methodBuilder(names.get(i))
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
              .returns(ParameterizedTypeName.get(subscription, message))
              .addParameter(handlerClass, "handler")
              .addCode(subscriptions.write(handler))
              .build());
    }
    String purpose =
        "Pairs {@code "
            + model.type().shortName()
            + "} with its subscriptions: what each handler promises, and its direct call.";
    return file(model.wiring(), purpose, model.type().qualifiedName(), body);
  }

  /** The handlers' own names; overloads and names of the interface get a number. */
  private static List<String> methodNames(List<HandlerModel> handlers) {
    Map<String, Integer> seen = new HashMap<>(Map.of("handlerClass", 1, "subscriptions", 1));
    List<String> names = new ArrayList<>();
    for (HandlerModel handler : handlers) {
      int count = seen.merge(handler.method(), 1, Integer::sum);
      names.add(count == 1 ? handler.method() : handler.method() + count);
    }
    return names;
  }

  private static CodeBlock group(HandlerClassModel model) {
    String id = Objects.requireNonNull(model.group()).value();
    CodeBlock.Builder code =
        CodeBlock.builder().add("$T.of($S)", type(Vocabulary.GROUP_POLICY), id);
    OwnerModel owner = model.owner();
    if (owner != null) {
      code.add(".owner($S, $S, $S)", owner.team().value(), owner.contact(), owner.runbook());
    }
    ConcurrencyModel concurrency = model.concurrency();
    if (concurrency != null) {
      code.add(
          ".concurrency($L, $L, $L)",
          concurrency.lanes().value(),
          concurrency.inFlight().value(),
          concurrency.batch().value());
    }
    if (model.lease() != null) {
      code.add(".lease($L)", duration(Objects.requireNonNull(model.lease().value())));
    }
    if (model.deadLetter() != null && !model.deadLetter().channel().value().isEmpty()) {
      code.add(".deadLetterChannel($S)", model.deadLetter().channel().value());
    }
    if (model.parksKeys()) {
      code.add(".parkKeys()");
    }
    return code.build();
  }
}
