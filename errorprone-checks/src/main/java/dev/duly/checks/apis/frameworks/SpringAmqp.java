/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** Spring AMQP. */
final class SpringAmqp {
  private static final String TEMPLATE = "org.springframework.amqp.core.AmqpTemplate";

  static final Framework SPRING_AMQP =
      Framework.named("Spring AMQP")
          .afterFailure(
              "the container gives it back to RabbitMQ, which delivers it again or dead-letters it")
          .handlers(
              "org.springframework.amqp.rabbit.annotation.RabbitHandler",
              "org.springframework.amqp.rabbit.annotation.RabbitListener",
              "org.springframework.amqp.rabbit.annotation.RabbitListeners")
          .listeners(
              "org.springframework.amqp.core.MessageListener#onMessage",
              "org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener#onMessage",
              "org.springframework.amqp.core.MessageListener#onMessageBatch",
              "org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener#onMessageBatch")
          .messages("org.springframework.amqp.core.Message")
          .brokers(TEMPLATE)
          .publishedBy(TEMPLATE + "#send", TEMPLATE + "#convertAndSend")
          .build();

  private SpringAmqp() {}
}
