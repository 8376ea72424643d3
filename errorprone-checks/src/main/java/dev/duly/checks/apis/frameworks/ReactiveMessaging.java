/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** MicroProfile Reactive Messaging, as SmallRye and Quarkus have it. */
final class ReactiveMessaging {
  private static final String EMITTER = "org.eclipse.microprofile.reactive.messaging.Emitter";
  private static final String MUTINY = "io.smallrye.reactive.messaging.MutinyEmitter";

  private static final String ACKNOWLEDGMENT =
      "org.eclipse.microprofile.reactive.messaging.Acknowledgment";
  private static final String MESSAGE = "org.eclipse.microprofile.reactive.messaging.Message";

  // A stream of payloads is acknowledged before its items come, whatever is set.
  private static final Set<String> STREAMS =
      Set.of(
          "io.smallrye.mutiny.Multi",
          "org.eclipse.microprofile.reactive.streams.operators.PublisherBuilder",
          "org.reactivestreams.Publisher",
          "java.util.concurrent.Flow.Publisher");
  // With NONE, what takes the message itself hands it on and its acknowledgement with it.
  private static final Set<String> STREAMS_AND_MESSAGES =
      Stream.concat(STREAMS.stream(), Stream.of(MESSAGE)).collect(Collectors.toUnmodifiableSet());

  static final Framework REACTIVE_MESSAGING =
      Framework.named("Reactive Messaging")
          .afterFailure("the message is nacked and the channel's failure strategy decides")
          .handlers(
              "org.eclipse.microprofile.reactive.messaging.Incoming",
              "org.eclipse.microprofile.reactive.messaging.Incomings",
              "io.smallrye.reactive.messaging.annotations.Incomings")
          .acknowledgedBy(MESSAGE + "#ack")
          .refusedBy(MESSAGE + "#nack")
          .lossyModes(
              LossyMode.of(
                      ACKNOWLEDGMENT,
                      "value",
                      "PRE_PROCESSING",
                      "the message is acknowledged before the method runs, so what fails in it, or is under way when the process stops, is lost")
                  .better(
                      "POST_PROCESSING",
                      "Acknowledge after the work: POST_PROCESSING, or MANUAL where the method takes a Message.")
                  .except(new LossyMode.Except(STREAMS, Set.of(MESSAGE), Set.of(), Set.of())),
              LossyMode.of(
                      ACKNOWLEDGMENT,
                      "value",
                      "NONE",
                      "nothing acknowledges the message, so it is handled again after every restart, or its channel stops and the messages behind it wait")
                  .better("POST_PROCESSING", "Acknowledge after the work: POST_PROCESSING.")
                  .except(new LossyMode.Except(STREAMS_AND_MESSAGES, Set.of(), Set.of(), Set.of())))
          .brokers("io.smallrye.reactive.messaging.EmitterType", EMITTER)
          .publishedBy(
              EMITTER + "#send",
              MUTINY + "#send",
              MUTINY + "#sendAndAwait",
              MUTINY + "#sendAndForget",
              MUTINY + "#sendMessage",
              MUTINY + "#sendMessageAndAwait",
              MUTINY + "#sendMessageAndForget")
          .build();

  private ReactiveMessaging() {}
}
