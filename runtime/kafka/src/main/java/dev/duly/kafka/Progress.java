/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a group has come in a partition: what Kafka is told at a commit. The offset alone cannot
 * say that a later message is settled already, which at most once has to know.
 *
 * @param next the first offset that nobody has fetched
 * @param unsettled what is not settled before it, and whether it may have been handed out
 */
record Progress(long next, SortedMap<Long, Boolean> unsettled) {
  private static final int VERSION = 1;

  /** Kafka takes 4,096 bytes by default ({@code offset.metadata.max.bytes}). */
  static final int MOST = 4096;

  /** A difference of offsets and a flag, in the worst case. */
  private static final int BYTES_EACH = 9;

  Progress {
    unsettled = new TreeMap<>(unsettled);
  }

  /** A partition of which nothing is known but the offset. */
  static Progress at(long offset) {
    return new Progress(offset, new TreeMap<>());
  }

  /** What Kafka knows as the committed offset. */
  long committed() {
    return unsettled.isEmpty() ? next : unsettled.firstKey();
  }

  /** The rest, as text; empty where the offset says it all. */
  String metadata() {
    if (unsettled.isEmpty()) {
      return "";
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 + BYTES_EACH * (unsettled.size() + 1));
    bytes.put((byte) VERSION);
    long last = committed();
    writeNumber(bytes, next - last);
    for (Map.Entry<Long, Boolean> each : unsettled.entrySet()) {
      writeNumber(bytes, ((each.getKey() - last) << 1) | (each.getValue() ? 1 : 0));
      last = each.getKey();
    }
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  /** Reads back a commit. What somebody else has written there says nothing but the offset. */
  static Progress read(long offset, String metadata) {
    if (metadata.isEmpty()) {
      return at(offset);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(metadata));
      if (bytes.get() != VERSION) {
        return at(offset);
      }
      long next = offset + readNumber(bytes);
      SortedMap<Long, Boolean> unsettled = new TreeMap<>();
      long last = offset;
      while (bytes.hasRemaining()) {
        long entry = readNumber(bytes);
        last += entry >>> 1;
        unsettled.put(last, (entry & 1) == 1);
      }
      boolean possible = !unsettled.isEmpty() && unsettled.firstKey() == offset && last < next;
      return possible ? new Progress(next, unsettled) : at(offset);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      // Not ours: a tool may reset offsets with a note of its own.
      return at(offset);
    }
  }

  /** Seven bits a byte, the lowest first. */
  private static void writeNumber(ByteBuffer target, long number) {
    long left = number;
    while (left >= 0x80) {
      target.put((byte) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    target.put((byte) left);
  }

  private static long readNumber(ByteBuffer source) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = source.get();
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("no number is that long");
  }
}
