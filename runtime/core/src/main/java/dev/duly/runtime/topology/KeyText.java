/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a partition key as text a broker can use: one part as it is, several as netstrings ({@code
 * 5:order,2:17}), so that different parts never make the same key.
 */
public final class KeyText {
  private @Nullable String single;
  private @Nullable StringBuilder joined;

  /**
   * Adds a part.
   *
   * @throws InvalidKeyException if {@code value} is null
   */
  public KeyText text(String part, @Nullable String value) {
    if (value == null) {
      throw new InvalidKeyException(part);
    }
    if (single == null) {
      single = value;
      return this;
    }
    if (joined == null) {
      joined = netstring(new StringBuilder(), single);
    }
    netstring(joined.append(','), value);
    return this;
  }

  public KeyText number(String part, long value) {
    return text(part, Long.toString(value));
  }

  /**
   * Adds a part.
   *
   * @throws InvalidKeyException if {@code value} is null
   */
  public KeyText uuid(String part, @Nullable UUID value) {
    return text(part, value == null ? null : value.toString());
  }

  /**
   * Adds a part.
   *
   * @throws InvalidKeyException if {@code value} is null
   */
  public KeyText name(String part, @Nullable Enum<?> value) {
    return text(part, value == null ? null : value.name());
  }

  /** The key. */
  public String toKey() {
    if (joined != null) {
      return joined.toString();
    }
    return single == null ? "" : single;
  }

  private static StringBuilder netstring(StringBuilder target, String value) {
    return target.append(value.length()).append(':').append(value);
  }
}
