/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.codec;

/** Messages to bytes and back. Safe for use by many threads. */
public interface Codec {

  /** The media type of what {@link #encode} writes. */
  String contentType();

  /**
   * Writes a message.
   *
   * @throws CodecException if {@code message} cannot be written
   */
  byte[] encode(Object message);

  /**
   * Reads a body as the declared class; nothing in the body can choose another.
   *
   * @throws CodecException if the body is not a {@code type}; its text shows no value of the body
   */
  <M> M decode(byte[] body, Class<M> type);
}
