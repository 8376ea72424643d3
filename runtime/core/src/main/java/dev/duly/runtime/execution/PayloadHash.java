/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells whether a key comes again with the same message: the SHA-256 digest of its body. */
final class PayloadHash {
  private PayloadHash() {}

  static byte[] of(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform must have SHA-256 (java.security.MessageDigest).
      throw new LinkageError("SHA-256 is missing", e);
    }
  }
}
