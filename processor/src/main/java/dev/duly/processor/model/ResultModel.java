/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a handler returns.
 *
 * @param container how many messages
 * @param typeName the whole type, as a message shows it
 * @param type the class of one message, or the sealed type; null if it can be none
 * @param members the messages it may be: one, or all members of the sealed type
 * @param strangers members that are no messages
 * @param family whether the type is sealed
 * @param reply whether it is the reply of a request
 */
public record ResultModel(
    Container container,
    String typeName,
    @Nullable TypeRef type,
    List<MessageRef> members,
    List<String> strangers,
    boolean family,
    boolean reply) {

  /** How many messages a handler returns. */
  public enum Container {
    NONE,
    ONE,
    OPTIONAL,
    LIST
  }

  public static final ResultModel VOID =
      new ResultModel(Container.NONE, "void", null, List.of(), List.of(), false, false);
}
