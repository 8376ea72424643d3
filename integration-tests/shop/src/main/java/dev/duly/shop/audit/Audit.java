/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.audit;

import dev.duly.runtime.store.UnitOfWork;
import dev.duly.shop.data.Order;
import dev.duly.shop.observed.GaugeFile;
import dev.duly.shop.place.Bookkeeping;
import dev.duly.shop.place.Place;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a closed shop's database and compares it with the file, order by order. */
public final class Audit {
  private final Sql sql;
  private final Sql queue;
  private final Expectation expected;
  private final Findings findings = new Findings();

  private Audit(Sql sql, Sql queue, Expectation expected) {
    this.sql = sql;
    this.queue = queue;
    this.expected = expected;
  }

  /**
   * Audits the shop in {@code directory}; the shop has to be closed.
   *
   * @throws dev.duly.runtime.StartupException if its database cannot be opened
   */
  public static Books of(Path directory, Bookkeeping where, Expectation expected)
      throws SQLException {
    try (Place place = Place.open(directory, where);
        UnitOfWork books = place.books().begin();
        UnitOfWork queue = place.file().begin()) {
      return new Audit(
              new Sql(books.transaction().connection()),
              new Sql(queue.transaction().connection()),
              expected)
          .read(place);
    }
  }

  private Books read(Place place) throws SQLException {
    List<Order> orders = expected.orders().list();
    for (Effect effect : Effect.all(expected)) {
      effect.check(sql, orders, findings);
    }
    checkAmounts();
    checkStock();
    List<GroupPage> groups = new LedgerCheck(sql, queue, findings).check(GaugeFile.GROUPS);
    DeadLetterCheck letters = new DeadLetterCheck(place.queue(), findings);
    letters.check(deadLetterChannels(), expected);
    long crashes = sql.count("SELECT COUNT(*) FROM worker_life WHERE ended_at IS NULL");
    findings.expect("workers that were killed", (long) expected.crashes(), crashes);
    return books(groups, letters, crashes);
  }

  private Books books(List<GroupPage> groups, DeadLetterCheck letters, long crashes)
      throws SQLException {
    String twice =
        """
        SELECT COUNT(dedupe_key) - COUNT(DISTINCT dedupe_key) FROM duly_message
        WHERE channel = 'orders' AND message_id = 'order-placed'""";
    return new Books(
        sql.count("SELECT COUNT(DISTINCT order_id) FROM sale"),
        sql.count("SELECT COALESCE(SUM(lines), 0) FROM sale"),
        amount("SELECT SUM(total) FROM sale"),
        queue.count(twice),
        letters.poison(),
        letters.dead(),
        crashes,
        findings.lost(),
        findings.duplicated(),
        groups,
        findings.lines());
  }

  private void checkAmounts() throws SQLException {
    Map<String, Order> orders = new HashMap<>();
    expected.orders().list().forEach(order -> orders.put(order.orderId(), order));
    List<String> wrong = new ArrayList<>();
    sql.list(
        "SELECT order_id, lines, total, outcome FROM sale",
        row -> {
          Order order = orders.get(row.getString(1));
          return order != null
              && !(order.lines().size() == row.getInt(2)
                  && order.total().compareTo(row.getBigDecimal(3)) == 0
                  && (expected.fails(order) ? "FAILED" : "SOLD").equals(row.getString(4)))
              && wrong.add(order.orderId());
        });
    findings.name("analytics: the sale differs from the file", wrong);
    findings.expect(
        "analytics: sales, sold and failed",
        expected.orders().sales(),
        amount("SELECT SUM(total) FROM sale"));
    findings.expect(
        "billing: payments in the ledger",
        expected.sold().setScale(4),
        amount("SELECT SUM(amount) FROM payment"));
  }

  private void checkStock() throws SQLException {
    Map<String, Integer> left = new HashMap<>(expected.stocked().unitsByProduct());
    for (Order order : expected.orders().list()) {
      if (!expected.fails(order)) {
        order.lines().forEach(l -> left.merge(l.productId(), -l.quantity(), Integer::sum));
      }
    }
    Map<String, Integer> found = new HashMap<>();
    sql.list(
        """
        SELECT s.product_id, s.units + COALESCE(SUM(m.quantity), 0)
        FROM stock s LEFT JOIN stock_movement m ON m.product_id = s.product_id
        GROUP BY s.product_id, s.units""",
        row -> found.put(row.getString(1), row.getInt(2)));
    long wrong =
        left.entrySet().stream().filter(e -> !e.getValue().equals(found.get(e.getKey()))).count();
    findings.expect("inventory: products whose stock is not conserved", 0L, wrong);
    findings.expect("inventory: products", left.size(), found.size());
  }

  private List<String> deadLetterChannels() throws SQLException {
    String channels =
        "SELECT DISTINCT channel FROM duly_subscription WHERE channel LIKE '%.dlq' ORDER BY 1";
    return queue.list(channels, row -> row.getString(1));
  }

  private BigDecimal amount(String question) throws SQLException {
    return sql.one(
        question,
        row -> {
          BigDecimal sum = row.getBigDecimal(1);
          return sum == null ? BigDecimal.ZERO.setScale(4) : sum.setScale(4);
        });
  }
}
