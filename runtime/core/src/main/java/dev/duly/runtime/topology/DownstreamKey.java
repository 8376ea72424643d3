/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The key a called system sees: a UUID of version 5 (RFC 9562) over the idempotency key, in a
 * namespace made from the dedupe scope. A pure function of both, so that every attempt of every
 * process sends the same.
 */
public final class DownstreamKey {
  /** That of the name duly.dev; never to be changed, or a repeated call becomes a new one. */
  private static final UUID NAMESPACE = UUID.fromString("58ae5cc3-cc52-512d-b1df-5729b692f9a3");

  private DownstreamKey() {}

  /** The key of a call for {@code key} in {@code scope}. */
  public static UUID of(String scope, MessageKey key) {
    UUID namespace = version5(NAMESPACE, scope.getBytes(StandardCharsets.UTF_8));
    return version5(namespace, bytes(key.toUuid()));
  }

  static UUID version5(UUID namespace, byte[] name) {
    MessageDigest sha1 = sha1();
    sha1.update(bytes(namespace));
    ByteBuffer digest = ByteBuffer.wrap(sha1.digest(name));
    long high = (digest.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
    long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform must have SHA-1 (java.security.MessageDigest).
      throw new LinkageError("SHA-1 is missing", e);
    }
  }
}
