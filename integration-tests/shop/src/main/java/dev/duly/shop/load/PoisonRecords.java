/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Records that are no orders, each in its own way. */
final class PoisonRecords {
  private static final int DEEP = 2_000;
  private static final int NOISE = 600;

  private PoisonRecords() {}

  /** The body of the {@code number}th record. */
  static byte[] body(int number, long seed) {
    return switch (number % 6) {
      case 0 -> noise(seed + number);
      case 1 -> text("{\"orderId\":\"P-" + number + "\",\"customerId\":\"C\",\"lines\":[{\"prod");
      case 2 -> text("[".repeat(DEEP) + "]".repeat(DEEP));
      case 3 -> text("{\"orderId\":null,\"customerId\":\"C\",\"lines\":[],\"total\":1}");
      case 4 -> text("<order id=\"P-" + number + "\"/>");
      default -> new byte[0];
    };
  }

  private static byte[] noise(long seed) {
    byte[] noise = new byte[NOISE];
    new SplittableRandom(seed).nextBytes(noise);
    return noise;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
