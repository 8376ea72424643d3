/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Headers in one column: the number of entries, then every name and value as UTF-8 behind its
 * length, in the order of the names. Numbers are 32 bits, big-endian.
 */
final class HeaderBytes {
  private static final int MAX_BYTES = 16 << 20;

  private HeaderBytes() {}

  /**
   * Writes headers.
   *
   * @throws IllegalArgumentException if they need more than 16 MiB
   */
  static byte[] write(Map<String, String> headers) {
    List<byte[]> parts = new ArrayList<>(headers.size() * 2);
    long size = Integer.BYTES;
    for (Map.Entry<String, String> header : new TreeMap<>(headers).entrySet()) {
      for (String text : List.of(header.getKey(), header.getValue())) {
        byte[] part = text.getBytes(StandardCharsets.UTF_8);
        parts.add(part);
        size += Integer.BYTES + part.length;
      }
    }
    if (size > MAX_BYTES) {
      throw new IllegalArgumentException("headers of " + size + " bytes are more than 16 MiB");
    }
    ByteBuffer out = ByteBuffer.allocate((int) size).putInt(headers.size());
    for (byte[] part : parts) {
      out.putInt(part.length).put(part);
    }
    return out.array();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Map<String, String> read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int count = number(in);
    // Every entry takes two lengths: more entries than that cannot be there.
    if (count > in.remaining() / (2 * Integer.BYTES)) {
      throw damaged();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = text(in);
      headers.put(name, text(in));
    }
    if (in.hasRemaining() || headers.size() != count) {
      throw damaged();
    }
    return Map.copyOf(headers);
  }

  private static String text(ByteBuffer in) {
    int length = number(in);
    if (length > in.remaining()) {
      throw damaged();
    }
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static int number(ByteBuffer in) {
    if (in.remaining() < Integer.BYTES) {
      throw damaged();
    }
    int number = in.getInt();
    if (number < 0) {
      throw damaged();
    }
    return number;
  }

  private static IllegalArgumentException damaged() {
    return new IllegalArgumentException("the headers column does not hold headers");
  }
}
