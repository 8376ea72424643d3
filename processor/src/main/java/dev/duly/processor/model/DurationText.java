/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A declared duration.
 *
 * @param text as it was written
 * @param value what it means; null if it is malformed
 * @param place where it was written
 */
public record DurationText(String text, @Nullable Duration value, Place place) {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

  /** Reads {@code 500ms}, {@code 5s}, {@code 2m}, {@code 24h}, {@code 7d} or ISO-8601. */
  public static DurationText of(String text, Place place) {
    return new DurationText(text, parse(text), place);
  }

  private static @Nullable Duration parse(String text) {
    Matcher parts = SHORT.matcher(text);
    try {
      if (!parts.matches()) {
        return Duration.parse(text);
      }
      long amount = Long.parseLong(parts.group(1));
      return switch (parts.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
