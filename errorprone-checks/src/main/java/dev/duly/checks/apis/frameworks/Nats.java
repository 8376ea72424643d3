/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** The NATS client, used directly. */
final class Nats {
  private static final String MESSAGE = "io.nats.client.Message";

  static final Framework NATS =
      Framework.named("NATS")
          .afterFailure("JetStream delivers what is not acknowledged again")
          .listeners("io.nats.client.MessageHandler#onMessage")
          .messages(MESSAGE)
          .acknowledgedBy(MESSAGE + "#ack", MESSAGE + "#ackSync")
          .refusedBy(MESSAGE + "#nak", MESSAGE + "#nakWithDelay", MESSAGE + "#term")
          .brokers("io.nats.client.Connection", "io.nats.client.JetStream")
          .publishedBy(
              "io.nats.client.Connection#publish",
              "io.nats.client.JetStream#publish",
              "io.nats.client.JetStream#publishAsync")
          .build();

  private Nats() {}
}
