/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.suppliers.Supplier;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.declarations.Remembered;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Spring's JMS containers that poll, and the factories of them. Their default, AUTO_ACKNOWLEDGE,
 * acknowledges before the listener runs; {@code SimpleMessageListenerContainer} does so after it.
 */
public final class JmsContainers {
  public static final Set<String> TYPES =
      Set.of(
          "org.springframework.jms.config.DefaultJmsListenerContainerFactory",
          "org.springframework.jms.listener.DefaultMessageListenerContainer");

  /** What makes a container acknowledge after the listener, as the Java to add. */
  public static final String REMEDY = "setSessionTransacted";

  /** Setters that settle how messages are acknowledged, and the values that leave it as it was. */
  public static final Map<String, List<Object>> UNCHANGED_BY =
      Map.of(
          REMEDY,
          List.of(false),
          "setSessionAcknowledgeMode",
          List.of(1),
          "setSessionAcknowledgeModeName",
          List.of("AUTO_ACKNOWLEDGE"),
          "setTransactionManager",
          List.of());

  /** Makes it a subscription of a topic, which has nobody's messages while nobody listens. */
  public static final String TO_TOPIC = "setPubSubDomain";

  /** Makes that subscription keep them. */
  public static final String TO_DURABLE_TOPIC = "setSubscriptionDurable";

  /** After these nothing is set any more. */
  public static final Calls STARTS =
      Calls.of(
          "org.springframework.beans.factory.InitializingBean#afterPropertiesSet",
          "org.springframework.context.Lifecycle#start",
          "org.springframework.jms.listener.AbstractJmsListeningContainer#initialize");

  /** Whose result Spring takes as it is. */
  public static final String BEAN = "org.springframework.context.annotation.Bean";

  private static final Supplier<Boolean> PRESENT =
      new Remembered<>(
          state -> TYPES.stream().anyMatch(each -> state.getTypeFromString(each) != null));

  /** Whether the sources name any of them. */
  public static boolean arePresent(VisitorState state) {
    return PRESENT.get(state);
  }

  private JmsContainers() {}
}
