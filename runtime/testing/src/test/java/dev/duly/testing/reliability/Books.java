/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.reliability;

import dev.duly.runtime.transport.Stored;
import dev.duly.testing.InMemoryStore;
import dev.duly.testing.InMemoryTransport;
import dev.duly.testing.reliability.Orders.Fate;
import dev.duly.testing.reliability.Orders.Order;
import dev.duly.testing.reliability.Violation.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares what was sent with what is in the store and in the dead-letter channel. */
final class Books {
  private final List<Order> orders;
  private final List<byte[]> poison;

  Books(List<Order> orders, List<byte[]> poison) {
    this.orders = List.copyOf(orders);
    this.poison = List.copyOf(poison);
  }

  List<Violation> check(InMemoryTransport transport, InMemoryStore store) {
    List<Violation> violations = new ArrayList<>();
    Map<String, List<Integer>> due = new TreeMap<>();
    for (Order order : orders) {
      List<Integer> numbers = due.computeIfAbsent(order.customer(), c -> new ArrayList<>());
      if (order.fate() == Fate.FINE || order.fate() == Fate.FAILS_TWICE) {
        numbers.add(order.number());
      }
    }
    for (String group : List.of(Orders.BOOKING, Orders.MAIL)) {
      Map<Object, Object> effects = store.rows(group);
      due.forEach(
          (customer, numbers) ->
              compare(
                  group + " of " + customer, numbers, numbers(effects.get(customer)), violations));
      if (transport.backlog(group) > 0) {
        violations.add(new Violation(Kind.STUCK, transport.backlog(group) + " for " + group));
      }
    }
    checkDeadLetters(transport.browse(Orders.DEAD_LETTERS, "", Integer.MAX_VALUE), violations);
    return violations;
  }

  private static void compare(
      String where, List<Integer> due, List<Integer> done, List<Violation> violations) {
    Set<Integer> once = new HashSet<>();
    List<Integer> first = new ArrayList<>();
    for (int number : done) {
      if (once.add(number)) {
        first.add(number);
      } else {
        violations.add(new Violation(Kind.DUPLICATED, where + ": " + number));
      }
      if (!due.contains(number)) {
        violations.add(new Violation(Kind.PHANTOM, where + ": " + number));
      }
    }
    for (int number : due) {
      if (!once.contains(number)) {
        violations.add(new Violation(Kind.LOST, where + ": " + number));
      }
    }
    if (!first.equals(first.stream().sorted().toList())) {
      violations.add(new Violation(Kind.OUT_OF_ORDER, where + ": " + first));
    }
  }

  private void checkDeadLetters(List<Stored> letters, List<Violation> violations) {
    Set<String> bodies = new HashSet<>();
    for (Stored letter : letters) {
      if (letter.headers().containsKey("duly-reason")
          && Orders.BOOKING.equals(letter.headers().get("duly-group"))) {
        bodies.add(text(letter.body()));
      }
    }
    Set<String> due = new HashSet<>();
    poison.forEach(body -> due.add(text(body)));
    for (Order order : orders) {
      if (order.fate() == Fate.FAILS_ALWAYS || order.fate() == Fate.REFUSED) {
        due.add(text(new Orders.BarCodec().encode(order)));
      }
    }
    for (String body : due) {
      if (!bodies.contains(body)) {
        violations.add(new Violation(Kind.DEAD_LETTER_MISSING, body));
      }
    }
    for (String body : bodies) {
      if (!due.contains(body)) {
        violations.add(new Violation(Kind.PHANTOM, "dead letter " + body));
      }
    }
  }

  private static List<Integer> numbers(Object row) {
    List<Integer> numbers = new ArrayList<>();
    if (row instanceof List<?> list) {
      list.forEach(number -> numbers.add((Integer) number));
    }
    return numbers;
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }
}
