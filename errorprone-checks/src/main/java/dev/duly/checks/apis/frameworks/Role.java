/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import java.util.Optional;

/** What a parameter of a sending method is for. */
public enum Role {
  TOPIC,
  PARTITION("java.lang.Integer"),
  TIMESTAMP("java.lang.Long"),
  KEY,
  VALUE,
  HEADERS("java.lang.Iterable"),
  /** A record or message that holds the others. */
  CARRIER,
  OTHER;

  private final Optional<String> type;

  Role() {
    this.type = Optional.empty();
  }

  Role(String type) {
    this.type = Optional.of(type);
  }

  /** The only type such a parameter has; tells overloads of one length apart. */
  Optional<String> type() {
    return type;
  }
}
