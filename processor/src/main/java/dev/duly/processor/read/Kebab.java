/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import java.util.Locale;

/** The default id of a message. */
final class Kebab {
  private Kebab() {}

  /** {@code OrderPlaced} to {@code order-placed}, {@code HTTPCall2} to {@code http-call2}. */
  static String of(String simpleName) {
    return simpleName
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
        .replace('$', '-')
        .toLowerCase(Locale.ROOT);
  }
}
