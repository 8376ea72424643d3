/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import java.util.Comparator;

/**
 * Something annotated that is to be read, by name: elements must not be kept from round to round.
 *
 * @param kind what is to be read from it
 * @param name the qualified name of the class or package
 */
public record Candidate(Kind kind, String name) implements Comparable<Candidate> {
  private static final Comparator<Candidate> ORDER =
      Comparator.comparing(Candidate::name).thenComparing(Candidate::kind);

  /** What is to be read. */
  public enum Kind {
    MESSAGE,
    FOREIGN_MESSAGES,
    FOREIGN_MESSAGES_OF_PACKAGE,
    HANDLERS,
    STRAY_GUARDS,
    GUARD,
    PUBLISHER
  }

  @Override
  public int compareTo(Candidate other) {
    return ORDER.compare(this, other);
  }
}
