/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Digests the parts of an idempotency key, in declared order. Each part is written with its length,
 * so ("1", "23") and ("12", "3") are different keys; numbers, UUIDs and enum names are written as
 * text, so that a part may change from {@code int} to {@code long} or to {@code String} and stay
 * the same key.
 */
public final class KeyDigest {
  private final MessageDigest sha256 = sha256();

  /**
   * Adds a part.
   *
   * @throws InvalidKeyException if {@code value} is null
   */
  public KeyDigest text(String part, @Nullable String value) {
    if (value == null) {
      throw new InvalidKeyException(part);
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    sha256.update(bytes);
    return this;
  }

  public KeyDigest number(String part, long value) {
    return text(part, Long.toString(value));
  }

  /**
   * Adds a part.
   *
   * @throws InvalidKeyException if {@code value} is null
   */
  public KeyDigest uuid(String part, @Nullable UUID value) {
    return text(part, value == null ? null : value.toString());
  }

  /**
   * Adds a part.
   *
   * @throws InvalidKeyException if {@code value} is null
   */
  public KeyDigest name(String part, @Nullable Enum<?> value) {
    return text(part, value == null ? null : value.name());
  }

  /** The key; the digest is empty afterwards. */
  public MessageKey toKey() {
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    return new MessageKey(digest.getLong(), digest.getLong());
  }

  /**
   * The key of {@code parts}: strings, integral numbers, UUIDs or enums in the order of the
   * message's {@code @IdempotencyKey} components.
   *
   * @throws IllegalArgumentException for any other type
   */
  public static MessageKey of(Object... parts) {
    KeyDigest digest = new KeyDigest();
    for (int i = 0; i < parts.length; i++) {
      digest.text("part " + i, textOf(parts[i]));
    }
    return digest.toKey();
  }

  private static String textOf(Object part) {
    if (part instanceof Enum<?> constant) {
      return constant.name();
    }
    if (part instanceof String
        || part instanceof UUID
        || part instanceof Long
        || part instanceof Integer
        || part instanceof Short
        || part instanceof Byte) {
      return part.toString();
    }
    throw new IllegalArgumentException(
        "a key part is a String, an integral number, a UUID or an enum, not a "
            + part.getClass().getName());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform must have SHA-256 (java.security.MessageDigest).
      throw new LinkageError("SHA-256 is missing", e);
    }
  }
}
