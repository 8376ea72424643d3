/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.topology.MessageContract;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every message contract this instance knows. */
public final class Contracts {
  private final Map<Class<?>, MessageContract<?>> byClass = new LinkedHashMap<>();
  private final Map<String, Set<String>> idsByChannel = new TreeMap<>();

  Contracts(Collection<MessageContract<?>> contracts) {
    for (MessageContract<?> contract : contracts) {
      byClass.putIfAbsent(contract.type().javaType(), contract);
      idsByChannel
          .computeIfAbsent(contract.type().channel(), channel -> new TreeSet<>())
          .add(contract.type().id());
    }
  }

  /**
   * Finds the contract of a message by its class.
   *
   * @throws IllegalArgumentException if its class is not a declared message
   */
  public MessageContract<?> of(Object message) {
    return of(message.getClass());
  }

  /**
   * Finds the contract of a message class.
   *
   * @throws IllegalArgumentException if it is not a declared message
   */
  @SuppressWarnings("unchecked") // keyed by its own class
  public <M> MessageContract<M> of(Class<M> type) {
    MessageContract<?> contract = byClass.get(type);
    if (contract == null) {
      throw new IllegalArgumentException(
          type.getName() + " is not a message: annotate it with @Message, or declare @MessageFor");
    }
    return (MessageContract<M>) contract;
  }

  /** The ids declared for a channel. */
  Set<String> idsOf(String channel) {
    return idsByChannel.getOrDefault(channel, Set.of());
  }

  /** Every channel a declared message travels on. */
  Set<String> channels() {
    return idsByChannel.keySet();
  }
}
