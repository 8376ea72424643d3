/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.sarif;

import dev.duly.checks.report.log.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What makes two findings of different builds the same one, the most exact first. Line numbers are
 * no part of it. The source line alone is none either: {@code catch (Exception e)} is the same line
 * in many methods, and a new loss would pass for a known one.
 */
enum Fingerprint {
  MESSAGE_AND_SOURCE("checkFileMessageSource/v1") {
    @Override
    Optional<String> of(Result result) {
      Finding finding = result.finding();
      return Optional.ofNullable(finding.sourceLine())
          .map(source -> hash(result, finding.text(), source));
    }
  },
  MESSAGE("checkFileMessage/v1") {
    @Override
    Optional<String> of(Result result) {
      return Optional.of(hash(result, result.finding().text()));
    }
  };

  private static final int BYTES = 16;

  /** The key in {@code partialFingerprints}. */
  final String key;

  Fingerprint(String key) {
    this.key = key;
  }

  /** 32 hexadecimal digits, the same for every finding that cannot be told apart this way. */
  abstract Optional<String> of(Result result);

  private static String hash(Result result, String... parts) {
    MessageDigest digest = sha256();
    digest.update(line(result.finding().check()));
    digest.update(line(result.place().uri()));
    for (String part : parts) {
      digest.update(line(part.strip().replaceAll("\\s+", " ")));
    }
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
  }

  private static byte[] line(String part) {
    return (part + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
