/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** RabbitMQ's Java client, used directly. */
final class RabbitClient {
  private static final String CHANNEL = "com.rabbitmq.client.Channel";

  static final Framework RABBIT_CLIENT =
      Framework.named("RabbitMQ")
          .afterFailure("what is not acknowledged is delivered again")
          .listeners(
              "com.rabbitmq.client.Consumer#handleDelivery",
              "com.rabbitmq.client.DeliverCallback#handle")
          .acknowledgedBy(CHANNEL + "#basicAck")
          .refusedBy(CHANNEL + "#basicNack", CHANNEL + "#basicReject", CHANNEL + "#basicRecover")
          .leftUnacknowledged(
              "it stays out of reach, unacknowledged, until the channel closes, and so does its place in the prefetch window")
          .brokers(CHANNEL)
          .publishedBy(CHANNEL + "#basicPublish")
          .build();

  private RabbitClient() {}
}
