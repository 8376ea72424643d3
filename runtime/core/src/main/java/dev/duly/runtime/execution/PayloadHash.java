/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.topology.CallArguments;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells whether a key comes again with the same message: the SHA-256 digest of its body. */
final class PayloadHash {
  private PayloadHash() {}

  static byte[] of(byte[] body) {
    return sha256().digest(body);
  }

  /** The digest of the arguments of a call, each as the codec writes it, with its length. */
  static byte[] of(CallArguments arguments, Outgoings outgoings) {
    MessageDigest digest = sha256();
    for (Object argument : arguments.values()) {
      byte[] bytes = argument == null ? null : outgoings.encode(argument);
      int length = bytes == null ? -1 : bytes.length;
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
      if (bytes != null) {
        digest.update(bytes);
      }
    }
    return digest.digest();
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
