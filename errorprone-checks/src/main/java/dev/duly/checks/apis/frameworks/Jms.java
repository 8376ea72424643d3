/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** JMS, in both its namespaces. */
final class Jms {
  static final Framework JMS =
      Framework.named("JMS")
          .afterFailure("the provider delivers it again or moves it to its dead-letter queue")
          .listeners("jakarta.jms.MessageListener#onMessage")
          .messages("jakarta.jms.Message")
          .acknowledgedBy(
              "jakarta.jms.Message#acknowledge",
              "jakarta.jms.Session#commit",
              "jakarta.jms.JMSContext#acknowledge",
              "jakarta.jms.JMSContext#commit")
          .refusedBy(
              "jakarta.jms.Session#recover",
              "jakarta.jms.Session#rollback",
              "jakarta.jms.JMSContext#recover",
              "jakarta.jms.JMSContext#rollback")
          .brokers("jakarta.jms.JMSProducer", "jakarta.jms.MessageProducer")
          .publishedBy(
              "jakarta.jms.JMSProducer#send",
              "jakarta.jms.MessageProducer#send",
              "jakarta.jms.QueueSender#send",
              "jakarta.jms.TopicPublisher#publish")
          .leftUnacknowledged(
              "the session's next acknowledgement or commit covers it, and it is lost")
          .polledBy(
              "jakarta.jms.MessageConsumer#receive",
              "jakarta.jms.MessageConsumer#receiveNoWait",
              "jakarta.jms.JMSConsumer#receive",
              "jakarta.jms.JMSConsumer#receiveNoWait",
              "javax.jms.MessageConsumer#receive",
              "javax.jms.MessageConsumer#receiveNoWait",
              "javax.jms.JMSConsumer#receive",
              "javax.jms.JMSConsumer#receiveNoWait")
          .listeners("javax.jms.MessageListener#onMessage")
          .messages("javax.jms.Message")
          .acknowledgedBy(
              "javax.jms.Message#acknowledge",
              "javax.jms.Session#commit",
              "javax.jms.JMSContext#acknowledge",
              "javax.jms.JMSContext#commit")
          .refusedBy(
              "javax.jms.Session#recover",
              "javax.jms.Session#rollback",
              "javax.jms.JMSContext#recover",
              "javax.jms.JMSContext#rollback")
          .brokers("javax.jms.JMSProducer", "javax.jms.MessageProducer")
          .publishedBy(
              "javax.jms.JMSProducer#send",
              "javax.jms.MessageProducer#send",
              "javax.jms.QueueSender#send",
              "javax.jms.TopicPublisher#publish")
          .build();

  private Jms() {}
}
