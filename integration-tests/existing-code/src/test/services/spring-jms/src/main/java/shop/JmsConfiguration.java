/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import jakarta.jms.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.config.DefaultJmsListenerContainerFactory;

@Configuration
class JmsConfiguration {

  /** Acknowledges before the listener runs. */
  @Bean
  DefaultJmsListenerContainerFactory hasty(ConnectionFactory connections) {
    DefaultJmsListenerContainerFactory factory = new DefaultJmsListenerContainerFactory();
    factory.setConnectionFactory(connections);
    factory.setConcurrency("1-4");
    return factory;
  }

  /** Right: a failure rolls the session back. */
  @Bean
  DefaultJmsListenerContainerFactory transacted(ConnectionFactory connections) {
    DefaultJmsListenerContainerFactory factory = new DefaultJmsListenerContainerFactory();
    factory.setConnectionFactory(connections);
    factory.setSessionTransacted(true);
    return factory;
  }
}
