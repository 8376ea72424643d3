/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

/** How a message is meant: what happened, what should be done, or what is asked. */
public enum MessageKind {
  /** Something happened. Every group that handles it gets its own copy. */
  EVENT,
  /** Something should be done. Exactly one group may handle it. */
  COMMAND,
  /** Something is asked. The message implements {@link Request}; exactly one group answers it. */
  REQUEST
}
