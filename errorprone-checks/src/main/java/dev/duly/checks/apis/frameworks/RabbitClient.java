/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import java.util.Set;

/** RabbitMQ's Java client, used directly. */
final class RabbitClient {
  private static final String CHANNEL = "com.rabbitmq.client.Channel";

  private static final LossyMode AUTO_ACK =
      LossyMode.of(
              CHANNEL + "#basicConsume",
              "1",
              "true",
              "RabbitMQ forgets each message as it sends it, so what fails, or waits in the consumer when the process stops, is lost")
          .advice("Pass false, call basicAck when the work is done, and basicNack when it failed.")
          .except(
              new LossyMode.Except(
                  Set.of(),
                  Set.of(),
                  // Replies wait for nobody, and such a queue ends with its connection.
                  Set.of("amq.rabbitmq.reply-to"),
                  Set.of(CHANNEL + "#queueDeclare")));

  static final Framework RABBIT_CLIENT =
      Framework.named("RabbitMQ")
          .afterFailure("what is not acknowledged is delivered again")
          .listeners(
              "com.rabbitmq.client.Consumer#handleDelivery",
              "com.rabbitmq.client.DeliverCallback#handle")
          .messages("com.rabbitmq.client.Delivery")
          .acknowledgedBy(CHANNEL + "#basicAck")
          .refusedBy(CHANNEL + "#basicNack", CHANNEL + "#basicReject", CHANNEL + "#basicRecover")
          .leftUnacknowledged(
              "it stays out of reach, unacknowledged, until the channel closes, and so does its place in the prefetch window")
          .lossyModes(AUTO_ACK)
          .brokers(CHANNEL)
          .publishedBy(CHANNEL + "#basicPublish")
          .build();

  private RabbitClient() {}
}
