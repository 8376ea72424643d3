/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a handler or publisher method.
 *
 * @param name its name
 * @param role what it stands for
 * @param typeName its type, as a message shows it
 * @param message the message, for {@link Role#MESSAGE} and {@link Role#BATCH} if it is one
 * @param candidates for a class that is no message: messages beside it; for a sealed type: its
 *     members
 * @param place the parameter
 */
public record ParameterModel(
    String name,
    Role role,
    String typeName,
    @Nullable MessageRef message,
    List<String> candidates,
    Place place) {

  /** What a parameter stands for. */
  public enum Role {
    MESSAGE,
    BATCH,
    /** A sealed family of messages: not one message. */
    SEALED,
    TRANSACTION,
    EFFECT_KEY,
    CONTEXT,
    OUTBOX,
    /** A class that may become a message, or never. */
    OTHER,
    /** Something that can never be a message: a primitive, an array, a JDK class. */
    IMPOSSIBLE
  }
}
