/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import java.util.Set;

/** Spring AMQP. */
final class SpringAmqp {
  private static final String TEMPLATE = "org.springframework.amqp.core.AmqpTemplate";

  private static final String FORGETS =
      "RabbitMQ forgets each message as it sends it, so what fails, or waits in the container when the process stops, is lost";
  private static final String AUTO =
      "Set AUTO: the container acknowledges when the listener has returned and gives back what fails.";

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
          .lossyModes(
              LossyMode.of(
                      "org.springframework.amqp.rabbit.annotation.RabbitListener",
                      "ackMode",
                      "NONE",
                      FORGETS)
                  .better("AUTO", AUTO),
              LossyMode.of(
                      "org.springframework.amqp.rabbit.config.AbstractRabbitListenerContainerFactory#setAcknowledgeMode",
                      "0",
                      "NONE",
                      FORGETS)
                  .better("AUTO", AUTO),
              LossyMode.of(
                      "org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer#setAcknowledgeMode",
                      "0",
                      "NONE",
                      FORGETS)
                  .better("AUTO", AUTO)
                  .except(
                      new LossyMode.Except(
                          Set.of(), Set.of(), Set.of("amq.rabbitmq.reply-to"), Set.of())))
          .brokers(TEMPLATE)
          .publishedBy(TEMPLATE + "#send", TEMPLATE + "#convertAndSend")
          .build();

  private SpringAmqp() {}
}
