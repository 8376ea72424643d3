/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A name taken apart: {@code orders.DLT}, {@code dlqTopic} and {@code ERROR_TOPIC} alike. */
public final class Words {
  private static final Pattern BETWEEN =
      Pattern.compile(
          "[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|(?<=\\p{L})(?=\\p{N})");

  /** In lower case; empty where there is neither letter nor digit. */
  public static List<String> of(String name) {
    return Arrays.stream(BETWEEN.split(name))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  private Words() {}
}
