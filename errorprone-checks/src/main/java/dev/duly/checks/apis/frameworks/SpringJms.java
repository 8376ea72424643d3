/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** Spring JMS. */
final class SpringJms {
  private static final String TEMPLATE = "org.springframework.jms.core.JmsOperations";

  static final Framework SPRING_JMS =
      Framework.named("Spring JMS")
          .afterFailure("the container rolls back and the broker delivers it again")
          .handlers(
              "org.springframework.jms.annotation.JmsListener",
              "org.springframework.jms.annotation.JmsListeners")
          .listeners("org.springframework.jms.listener.SessionAwareMessageListener#onMessage")
          .brokers(TEMPLATE)
          .publishedBy(TEMPLATE + "#send", TEMPLATE + "#convertAndSend")
          .build();

  private SpringJms() {}
}
