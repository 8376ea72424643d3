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
          .messages("com.rabbitmq.client.Delivery")
          .acknowledgedBy(CHANNEL + "#basicAck")
          .refusedBy(CHANNEL + "#basicNack", CHANNEL + "#basicReject", CHANNEL + "#basicRecover")
          .brokers(CHANNEL)
          .publishedBy(CHANNEL + "#basicPublish")
          .build();

  private RabbitClient() {}
}
