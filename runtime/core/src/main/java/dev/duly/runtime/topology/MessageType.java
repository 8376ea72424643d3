/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import dev.duly.MessageKind;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a message class, as declared by {@code @Message}.
 *
 * @param javaType the class a body is decoded to; never taken from the wire
 * @param channel the channel it travels on
 * @param id its id within the channel: the CloudEvents {@code type}
 * @param version the version of its shape, 1 or more
 * @param kind event, command or request
 * @param replyType the class of the reply, for a request only
 * @param ordered whether messages with one partition key stay in order
 * @param sensitive the accessors whose values are never shown
 */
public record MessageType<M>(
    Class<M> javaType,
    String channel,
    String id,
    int version,
    MessageKind kind,
    @Nullable Class<?> replyType,
    boolean ordered,
    Set<String> sensitive) {

  public MessageType {
    Objects.requireNonNull(javaType, "javaType");
    Names.check("channel", channel);
    Names.check("message id", id);
    sensitive = Set.copyOf(sensitive);
  }

  /** An event of version 1, ordered by its partition key. */
  public static <M> MessageType<M> event(Class<M> javaType, String channel, String id) {
    return new MessageType<>(javaType, channel, id, 1, MessageKind.EVENT, null, true, Set.of());
  }

  /** A command of version 1, ordered by its partition key. */
  public static <M> MessageType<M> command(Class<M> javaType, String channel, String id) {
    return new MessageType<>(javaType, channel, id, 1, MessageKind.COMMAND, null, true, Set.of());
  }

  /** A request of version 1 that is answered with {@code replyType}. */
  public static <M> MessageType<M> request(
      Class<M> javaType, String channel, String id, Class<?> replyType) {
    return new MessageType<>(
        javaType, channel, id, 1, MessageKind.REQUEST, replyType, true, Set.of());
  }

  public MessageType<M> version(int value) {
    return new MessageType<>(javaType, channel, id, value, kind, replyType, ordered, sensitive);
  }

  public MessageType<M> unordered() {
    return new MessageType<>(javaType, channel, id, version, kind, replyType, false, sensitive);
  }

  public MessageType<M> sensitive(String... accessors) {
    return new MessageType<>(
        javaType, channel, id, version, kind, replyType, ordered, Set.of(accessors));
  }
}
