/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import java.util.List;

/** All libraries the checks know. */
public final class Frameworks {
  public static final List<Framework> ALL =
      List.of(
          Duly.DULY,
          SpringKafka.SPRING_KAFKA,
          SpringAmqp.SPRING_AMQP,
          SpringJms.SPRING_JMS,
          SpringCloudAws.SPRING_CLOUD_AWS,
          SpringCloudStream.SPRING_CLOUD_STREAM,
          Micronaut.MICRONAUT,
          ReactiveMessaging.REACTIVE_MESSAGING,
          Axon.AXON,
          KafkaClients.KAFKA_CLIENTS,
          RabbitClient.RABBIT_CLIENT,
          AwsSqs.AWS_SQS,
          Nats.NATS,
          Jms.JMS);

  private Frameworks() {}
}
