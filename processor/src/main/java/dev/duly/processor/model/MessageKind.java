/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

/** The kinds of {@code dev.duly.MessageKind}. */
public enum MessageKind {
  EVENT,
  COMMAND,
  REQUEST
}
