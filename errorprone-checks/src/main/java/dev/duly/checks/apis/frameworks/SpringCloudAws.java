/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** Spring Cloud AWS for SQS: 3.x and later, and the names of 2.x. */
final class SpringCloudAws {
  private static final String DELETES =
      "a message is deleted after a failure too, so nothing tries it again, it reaches no dead-letter queue, and its work is lost";
  private static final String ON_SUCCESS = "Set ON_SUCCESS: SQS delivers again what fails.";

  static final Framework SPRING_CLOUD_AWS =
      Framework.named("Spring Cloud AWS")
          .afterFailure("SQS delivers it again and its redrive policy keeps it in the end")
          .handlers(
              "io.awspring.cloud.sqs.annotation.SqsHandler",
              "io.awspring.cloud.sqs.annotation.SqsListener",
              "io.awspring.cloud.messaging.listener.annotation.SqsListener",
              "org.springframework.cloud.aws.messaging.listener.annotation.SqsListener")
          .listeners(
              "io.awspring.cloud.sqs.listener.MessageListener#onMessage",
              "io.awspring.cloud.sqs.listener.AsyncMessageListener#onMessage")
          .acknowledgedBy(
              "io.awspring.cloud.sqs.listener.acknowledgement.Acknowledgement#acknowledge",
              "io.awspring.cloud.sqs.listener.acknowledgement.Acknowledgement#acknowledgeAsync",
              "io.awspring.cloud.sqs.listener.acknowledgement.BatchAcknowledgement#acknowledge",
              "io.awspring.cloud.sqs.listener.acknowledgement.BatchAcknowledgement#acknowledgeAsync",
              "io.awspring.cloud.messaging.listener.Acknowledgment#acknowledge",
              "org.springframework.cloud.aws.messaging.listener.Acknowledgment#acknowledge")
          .refusedBy(
              "io.awspring.cloud.sqs.listener.Visibility#changeTo",
              "io.awspring.cloud.sqs.listener.Visibility#changeToAsync",
              "io.awspring.cloud.messaging.listener.Visibility#extend",
              "org.springframework.cloud.aws.messaging.listener.Visibility#extend")
          .lossyModes(
              LossyMode.of(
                      "io.awspring.cloud.sqs.annotation.SqsListener",
                      "acknowledgementMode",
                      "ALWAYS",
                      DELETES)
                  .better("ON_SUCCESS", ON_SUCCESS),
              LossyMode.of(
                      "io.awspring.cloud.sqs.listener.ContainerOptionsBuilder#acknowledgementMode",
                      "0",
                      "ALWAYS",
                      DELETES)
                  .better("ON_SUCCESS", ON_SUCCESS),
              LossyMode.of(
                      "io.awspring.cloud.messaging.listener.annotation.SqsListener",
                      "deletionPolicy",
                      "ALWAYS",
                      DELETES)
                  .better("ON_SUCCESS", ON_SUCCESS),
              LossyMode.of(
                      "org.springframework.cloud.aws.messaging.listener.annotation.SqsListener",
                      "deletionPolicy",
                      "ALWAYS",
                      DELETES)
                  .better("ON_SUCCESS", ON_SUCCESS))
          .brokers(
              "io.awspring.cloud.sqs.operations.SqsOperations",
              "io.awspring.cloud.sqs.operations.SqsAsyncOperations",
              "io.awspring.cloud.messaging.core.QueueMessagingTemplate",
              "org.springframework.cloud.aws.messaging.core.QueueMessagingTemplate")
          .publishedBy(
              "io.awspring.cloud.sqs.operations.MessagingOperations#send",
              "io.awspring.cloud.sqs.operations.MessagingOperations#sendMany",
              "io.awspring.cloud.sqs.operations.SqsOperations#send",
              "io.awspring.cloud.sqs.operations.AsyncMessagingOperations#sendAsync",
              "io.awspring.cloud.sqs.operations.AsyncMessagingOperations#sendManyAsync",
              "io.awspring.cloud.sqs.operations.SqsAsyncOperations#sendAsync",
              "io.awspring.cloud.messaging.core.QueueMessagingTemplate#*",
              "org.springframework.cloud.aws.messaging.core.QueueMessagingTemplate#*")
          .build();

  private SpringCloudAws() {}
}
