/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.frameworks.Calls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;

/** Reactive Messaging's emitters where their channels can only lead to Kafka. */
public final class KafkaEmitters {
  private static final String MUTINY = "io.smallrye.reactive.messaging.MutinyEmitter";
  private static final Calls SENDS =
      Calls.of(
          "org.eclipse.microprofile.reactive.messaging.Emitter#send",
          MUTINY + "#send",
          MUTINY + "#sendAndAwait",
          MUTINY + "#sendAndForget");

  private static final String CHANNEL = "org.eclipse.microprofile.reactive.messaging.Channel";
  private static final Set<String> INCOMING =
      Set.of(
          "org.eclipse.microprofile.reactive.messaging.Incoming",
          "org.eclipse.microprofile.reactive.messaging.Incomings",
          "io.smallrye.reactive.messaging.annotations.Incomings");

  private static final String KAFKA =
      "io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata";
  private static final List<String> OTHER_BROKERS =
      List.of(
          "io.smallrye.reactive.messaging.amqp.AmqpConnector",
          "io.smallrye.reactive.messaging.aws.sqs.SqsConnector",
          "io.smallrye.reactive.messaging.camel.CamelConnector",
          "io.smallrye.reactive.messaging.jms.JmsConnector",
          "io.smallrye.reactive.messaging.mqtt.MqttConnector",
          "io.smallrye.reactive.messaging.pulsar.PulsarConnector",
          "io.smallrye.reactive.messaging.rabbitmq.RabbitMQConnector");

  /** These bring a key, or may. */
  private static final List<String> CARRIERS =
      List.of(
          "io.smallrye.reactive.messaging.kafka.Record",
          "org.apache.kafka.clients.producer.ProducerRecord",
          "org.eclipse.microprofile.reactive.messaging.Message");

  /** Whether the file at hand sends by an emitter. */
  public static boolean sendIn(VisitorState state) {
    return SENDS.areInFile(state);
  }

  /** Whether a call sends nothing but a payload to Kafka: what has no key there. */
  public static boolean sendPayloadOnly(MethodInvocationTree call, VisitorState state) {
    return SENDS.matches(call, state)
        && call.getArguments().size() == 1
        && isPayload(call.getArguments().get(0), state)
        && ClassPath.has(KAFKA, state)
        && OTHER_BROKERS.stream().noneMatch(broker -> ClassPath.has(broker, state));
  }

  /** The channel of an emitter that a call is made on; empty where its declaration does not say. */
  public static Optional<String> channelOf(MethodInvocationTree call) {
    ExpressionTree emitter = ASTHelpers.getReceiver(call);
    Symbol declaration = emitter == null ? null : ASTHelpers.getSymbol(emitter);
    return declaration == null
        ? Optional.empty()
        : valuesOf(declaration, Set.of(CHANNEL)).findFirst();
  }

  /** Whether a method takes what comes from a channel: then it never leaves the process. */
  public static boolean takes(Element method, String channel) {
    return valuesOf(method, INCOMING).anyMatch(channel::equals);
  }

  private static Stream<String> valuesOf(Element declaration, Set<String> annotations) {
    return declaration.getAnnotationMirrors().stream()
        .filter(found -> annotations.contains(MetaAnnotations.nameOf(found)))
        .flatMap(KafkaEmitters::valuesOf);
  }

  private static Stream<String> valuesOf(AnnotationMirror annotation) {
    return annotation.getElementValues().values().stream()
        .map(AnnotationValue::getValue)
        .flatMap(
            value ->
                value instanceof List<?> repeated
                    ? repeated.stream()
                        .map(each -> ((AnnotationValue) each).getValue())
                        .filter(AnnotationMirror.class::isInstance)
                        .flatMap(each -> valuesOf((AnnotationMirror) each))
                    : Stream.of(String.valueOf(value)));
  }

  private static boolean isPayload(ExpressionTree argument, VisitorState state) {
    Type type = ASTHelpers.getType(argument);
    // An Object or a T may be any of them.
    return type != null
        && type.getKind() == TypeKind.DECLARED
        && !ASTHelpers.isSameType(type, state.getSymtab().objectType, state)
        && CARRIERS.stream()
            .map(state::getTypeFromString)
            .noneMatch(carrier -> carrier != null && ASTHelpers.isSubtype(type, carrier, state));
  }

  private KafkaEmitters() {}
}
