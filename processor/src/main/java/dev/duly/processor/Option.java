/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import java.util.List;

/** What {@code -Aduly.…} can say, with what it may be; the first value is the default. */
enum Option {
  /** Whether a missing key is an error here; the Error Prone checks make it one anyway. */
  KEYS("duly.keys", "warn|error"),
  /** What becomes of a group whose dead letters nobody owns. */
  OWNERS("duly.owners", "note|warn|error|off");

  private final String key;
  private final String allowed;

  Option(String key, String allowed) {
    this.key = key;
    this.allowed = allowed;
  }

  String key() {
    return key;
  }

  List<String> allowed() {
    return List.of(allowed.split("\\|", -1));
  }
}
