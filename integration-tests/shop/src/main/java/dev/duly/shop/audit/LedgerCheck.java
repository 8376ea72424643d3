/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does every message that came in have exactly one end in every group that takes it? */
final class LedgerCheck {
  private static final List<Route> ROUTES =
      List.of(
          new Route("inventory", "orders", "order-placed"),
          new Route("inventory", "outcomes", "order-failed"),
          new Route("billing", "orders", "order-placed"),
          new Route("billing", "outcomes", "order-failed"),
          new Route("confirmation", "fulfilment", "stock-reserved"),
          new Route("confirmation", "fulfilment", "stock-short"),
          new Route("confirmation", "fulfilment", "payment-taken"),
          new Route("confirmation", "fulfilment", "payment-declined"),
          new Route("email", "outcomes", "order-confirmed"),
          new Route("email", "outcomes", "order-failed"),
          new Route("analytics", "outcomes", "order-confirmed"),
          new Route("analytics", "outcomes", "order-failed"),
          new Route("customer-care", "outcomes", "order-failed"));

  private final Sql sql;
  private final Sql queue;
  private final Findings findings;

  LedgerCheck(Sql sql, Sql queue, Findings findings) {
    this.sql = sql;
    this.queue = queue;
    this.findings = findings;
  }

  /** A message one group takes from one channel. */
  private record Route(String group, String channel, String messageId) {}

  List<GroupPage> check(List<String> groups) throws SQLException {
    for (Route route : ROUTES) {
      check(route);
    }
    findings.expect(
        "messages left in the outbox", 0L, sql.count("SELECT COUNT(*) FROM " + outbox()));
    List<GroupPage> pages = new ArrayList<>();
    for (String group : groups) {
      GroupPage page = page(group);
      findings.expect("messages pending for " + group, 0L, page.pending());
      findings.expect(
          "deliveries of " + group + " that ended",
          page.received(),
          page.effects() + page.duplicates() + page.dead());
      pages.add(page);
    }
    return pages;
  }

  /** Where messages that were sent stay for a while, a view has those that were not. */
  private String outbox() throws SQLException {
    long views =
        sql.count(
            "SELECT COUNT(*) FROM information_schema.views WHERE LOWER(table_name) ="
                + " 'duly_outbox_waiting'");
    return views > 0 ? "duly_outbox_waiting" : "duly_outbox";
  }

  private void check(Route route) throws SQLException {
    String messages = "SELECT COUNT(*) FROM duly_message WHERE channel = ? AND message_id = ?";
    String ended =
        """
        SELECT COUNT(*) FROM duly_settlement
        WHERE channel = ? AND message_id = ? AND group_id = ?
          AND verdict IN ('EFFECT', 'DUPLICATE', 'DEAD')""";
    String scope =
        """
        SELECT COUNT(DISTINCT dedupe_key) FROM duly_inbox i JOIN duly_scope s ON s.id = i.scope WHERE s.name = ?""";
    String keys =
        """
        SELECT COUNT(DISTINCT dedupe_key) FROM duly_message
        WHERE channel = ? AND message_id = ? AND dedupe_key IS NOT NULL""";
    findings.expect(
        route.messageId() + " in the ledger of " + route.group(),
        queue.count(messages, route.channel(), route.messageId()),
        queue.count(ended, route.channel(), route.messageId(), route.group()));
    findings.expect(
        route.messageId() + " known to the guard of " + route.group(),
        queue.count(keys, route.channel(), route.messageId()),
        sql.count(scope, route.group() + "/" + route.messageId()));
  }

  private GroupPage page(String group) throws SQLException {
    String ledger =
        """
        SELECT COALESCE(SUM(received), 0), COALESCE(SUM(effects), 0),
          COALESCE(SUM(duplicates), 0), COALESCE(SUM(dead), 0),
          COALESCE(SUM(pending + in_flight), 0)
        FROM duly_ledger WHERE group_id = ?""";
    return queue.one(
        ledger,
        row ->
            new GroupPage(
                group,
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                percentile(group, "0.5"),
                percentile(group, "0.99")),
        group);
  }

  private Duration percentile(String group, String share) throws SQLException {
    String latency =
        "SELECT COALESCE(PERCENTILE_DISC("
            + share
            + ") WITHIN GROUP (ORDER BY DATEDIFF(MICROSECOND, sent_at, settled_at)), 0)"
            + " FROM duly_settlement WHERE group_id = ? AND verdict = 'EFFECT'";
    return Duration.ofNanos(queue.count(latency, group) * 1000);
  }
}
