/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** MicroProfile Reactive Messaging, as SmallRye and Quarkus have it. */
final class ReactiveMessaging {
  private static final String EMITTER = "org.eclipse.microprofile.reactive.messaging.Emitter";
  private static final String MUTINY = "io.smallrye.reactive.messaging.MutinyEmitter";

  static final Framework REACTIVE_MESSAGING =
      Framework.named("Reactive Messaging")
          .afterFailure("the message is nacked and the channel's failure strategy decides")
          .handlers(
              "org.eclipse.microprofile.reactive.messaging.Incoming",
              "org.eclipse.microprofile.reactive.messaging.Incomings",
              "io.smallrye.reactive.messaging.annotations.Incomings")
          .acknowledgedBy("org.eclipse.microprofile.reactive.messaging.Message#ack")
          .refusedBy("org.eclipse.microprofile.reactive.messaging.Message#nack")
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
