/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.worker;

import dev.duly.shop.worker.OrderRequest.InvalidOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Idempotency-Key} of draft-ietf-httpapi-idempotency-key-header: a string in quotes.
 * Many clients leave the quotes out, and mean the same.
 */
final class IdempotencyKeyHeader {
  static final String NAME = "Idempotency-Key";
  private static final Pattern KEY =
      Pattern.compile("\"([!#-\\[\\]-~]{1,128})\"|([!#-+\\--\\[\\]-~]{1,128})");

  private IdempotencyKeyHeader() {}

  /**
   * The key in a header; null if there is none.
   *
   * @throws InvalidOrder if the header holds something else than one key
   */
  static @Nullable String read(@Nullable String header) {
    if (header == null) {
      return null;
    }
    Matcher key = KEY.matcher(header.strip());
    if (!key.matches()) {
      throw new InvalidOrder(NAME + " has to be 1 to 128 visible characters, such as a UUID");
    }
    String quoted = key.group(1);
    return quoted != null ? quoted : key.group(2);
  }
}
