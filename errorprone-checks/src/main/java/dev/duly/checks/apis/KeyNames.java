/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the name of a component says about its fitness as a key. */
public final class KeyNames {
  private static final Set<String> NAMES_THE_MESSAGE =
      Set.of(
          "id",
          "uuid",
          "key",
          "number",
          "eventId",
          "messageId",
          "commandId",
          "requestId",
          "idempotencyKey",
          "dedupeKey",
          "deduplicationId");

  private static final Set<String> NAMES_A_THING =
      Set.of("id", "uuid", "key", "number", "no", "sku", "code", "reference", "iban", "isbn");

  // What happens to one thing many times: there its id does not tell two messages apart.
  private static final Set<String> HAPPENS_AGAIN =
      Set.of(
          "added",
          "adjusted",
          "changed",
          "clicked",
          "corrected",
          "decremented",
          "edited",
          "incremented",
          "measured",
          "modified",
          "moved",
          "observed",
          "reading",
          "received",
          "removed",
          "renamed",
          "sampled",
          "searched",
          "seen",
          "ticked",
          "updated",
          "viewed",
          "visited");

  /** {@code id}, {@code eventId} and the like: the message itself. */
  public static boolean namesTheMessage(String component) {
    return NAMES_THE_MESSAGE.contains(component);
  }

  /** {@code orderId}, {@code sku}, {@code invoiceNumber}: some thing. */
  public static boolean namesAThing(String component) {
    List<String> words = words(component);
    return NAMES_A_THING.contains(words.get(words.size() - 1));
  }

  /** {@code orderId} of {@code OrderPlaced}: the thing the message is about. */
  public static boolean namesTheSubject(String component, String message) {
    List<String> words = words(component);
    return namesAThing(component)
        && words.size() > 1
        && words(message).containsAll(words.subList(0, words.size() - 1));
  }

  /** {@code StockMoved}, {@code OrderStatusChanged}: one thing, many such messages. */
  public static boolean happensAgain(String message) {
    return words(message).stream().anyMatch(HAPPENS_AGAIN::contains);
  }

  private static List<String> words(String name) {
    return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])|_"))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  private KeyNames() {}
}
