/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.audit;

import java.util.ArrayList;
import java.util.List;

/** What does not balance, a line each. */
final class Findings {
  private static final int EXAMPLES = 3;
  private final List<String> lines = new ArrayList<>();
  private long lost;
  private long duplicated;

  /** Notes that something is not what it has to be. */
  void expect(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      lines.add(what + ": " + found + " found, " + expected + " expected");
    }
  }

  /** Notes orders for which something is missing. */
  void lost(String what, List<String> orderIds) {
    lost += orderIds.size();
    name(what + " is missing", orderIds);
  }

  /** Notes orders for which something is there more than once, or should not be there at all. */
  void duplicated(String what, List<String> orderIds) {
    duplicated += orderIds.size();
    name(what + " is there too often", orderIds);
  }

  /** Notes orders with which something else is wrong. */
  void name(String what, List<String> orderIds) {
    if (!orderIds.isEmpty()) {
      String more = orderIds.size() > EXAMPLES ? ", …" : "";
      List<String> examples = orderIds.subList(0, Math.min(EXAMPLES, orderIds.size()));
      String orders = orderIds.size() == 1 ? "1 order: " : orderIds.size() + " orders: ";
      lines.add(what + " for " + orders + String.join(", ", examples) + more);
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  long lost() {
    return lost;
  }

  long duplicated() {
    return duplicated;
  }
}
