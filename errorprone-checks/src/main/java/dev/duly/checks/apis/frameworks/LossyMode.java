/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import java.util.Optional;
import java.util.Set;

/**
 * A setting by which messages are acknowledged whatever becomes of their work.
 *
 * @param at the annotation, or the method as {@code qualified.Type#method}
 * @param attribute of the annotation; of a method the index of the argument
 * @param value a constant's name, a text or {@code true}
 * @param consequence what happens then, as a clause
 * @param advice what to do instead, as a sentence
 * @param instead the value that does not lose, where it can stand in the same place
 * @param except where it says something else
 */
public record LossyMode(
    String at,
    String attribute,
    String value,
    String consequence,
    String advice,
    Optional<String> instead,
    Except except) {

  /**
   * Where a setting loses nothing that another one would keep, or cannot be exchanged.
   *
   * @param taking a method with a parameter of these types is not concerned
   * @param noFixTaking nor may one with these have the other value
   * @param first first arguments for which nothing is lost
   * @param firstFrom calls, as {@code qualified.Type#method}, that give such an argument where they
   *     are made without arguments
   */
  public record Except(
      Set<String> taking, Set<String> noFixTaking, Set<String> first, Set<String> firstFrom) {
    static final Except NOTHING = new Except(Set.of(), Set.of(), Set.of(), Set.of());
  }

  static LossyMode of(String at, String attribute, String value, String consequence) {
    return new LossyMode(at, attribute, value, consequence, "", Optional.empty(), Except.NOTHING);
  }

  LossyMode better(String otherValue, String sentence) {
    return new LossyMode(
        at, attribute, value, consequence, sentence, Optional.of(otherValue), except);
  }

  LossyMode advice(String sentence) {
    return new LossyMode(at, attribute, value, consequence, sentence, instead, except);
  }

  LossyMode except(Except where) {
    return new LossyMode(at, attribute, value, consequence, advice, instead, where);
  }
}
