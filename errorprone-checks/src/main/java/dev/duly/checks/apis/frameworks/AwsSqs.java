/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** The AWS SDK for SQS, version 2 and the names of version 1, and Lambda handlers of its events. */
final class AwsSqs {
  static final Framework AWS_SQS =
      Framework.named("SQS")
          .afterFailure("what is not deleted becomes visible again")
          .acknowledgedBy(
              "software.amazon.awssdk.services.sqs.SqsClient#deleteMessage",
              "software.amazon.awssdk.services.sqs.SqsClient#deleteMessageBatch",
              "software.amazon.awssdk.services.sqs.SqsAsyncClient#deleteMessage",
              "software.amazon.awssdk.services.sqs.SqsAsyncClient#deleteMessageBatch",
              "com.amazonaws.services.sqs.AmazonSQS#deleteMessage",
              "com.amazonaws.services.sqs.AmazonSQS#deleteMessageBatch")
          .polledBy(
              "software.amazon.awssdk.services.sqs.SqsClient#receiveMessage",
              "com.amazonaws.services.sqs.AmazonSQS#receiveMessage")
          .refusedBy(
              "software.amazon.awssdk.services.sqs.SqsClient#changeMessageVisibility",
              "software.amazon.awssdk.services.sqs.SqsAsyncClient#changeMessageVisibility",
              "com.amazonaws.services.sqs.AmazonSQS#changeMessageVisibility")
          .messages(
              "com.amazonaws.services.lambda.runtime.events.SQSEvent",
              "com.amazonaws.services.sqs.model.Message",
              "software.amazon.awssdk.services.sqs.model.Message")
          .brokers(
              "software.amazon.awssdk.services.sqs.SqsClient",
              "software.amazon.awssdk.services.sqs.SqsAsyncClient",
              "com.amazonaws.services.sqs.AmazonSQS")
          .publishedBy(
              "software.amazon.awssdk.services.sqs.SqsClient#sendMessage",
              "software.amazon.awssdk.services.sqs.SqsClient#sendMessageBatch",
              "software.amazon.awssdk.services.sqs.SqsAsyncClient#sendMessage",
              "software.amazon.awssdk.services.sqs.SqsAsyncClient#sendMessageBatch",
              "com.amazonaws.services.sqs.AmazonSQS#sendMessage",
              "com.amazonaws.services.sqs.AmazonSQS#sendMessageBatch")
          .build();

  private AwsSqs() {}
}
