/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.duly.runtime.retry.DeadLetterInfo;
import dev.duly.runtime.store.ParkedDrop;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedKey;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Transport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is left when nothing moves any more, a line for each thing. */
final class FinalState {
  private static final int ALL = 1000;
  private static final Pattern ORDER =
      Pattern.compile(".*\"customer\":\"(\\w+)\".*\"number\":(\\d+).*");

  private FinalState() {}

  static List<String> read(Connection plain, Store store, Transport transport) throws SQLException {
    List<String> lines = new ArrayList<>();
    for (String table : List.of("booking", "mail", "done")) {
      rows(plain, table, lines);
    }
    letters(transport, "orders.booking.dlq", lines);
    letters(transport, "booked.mail.dlq", lines);
    for (ParkedKey key : store.parking().keys(Shop.BOOKING, 0, ALL)) {
      int place = 0;
      for (ParkedEntry entry : store.parking().messages(Shop.BOOKING, key.key(), 0, ALL)) {
        lines.add("parked " + key.key() + " " + place++ + ": " + order(entry.message().body()));
      }
    }
    for (ParkedDrop drop : store.parking().drops(Shop.BOOKING, 0, ALL)) {
      lines.add("dropped " + drop.key() + " by " + drop.who());
    }
    return lines;
  }

  /** Rows with their place in the order of their customer: what is out of order is another line. */
  private static void rows(Connection plain, String table, List<String> lines) throws SQLException {
    Map<String, Integer> places = new LinkedHashMap<>();
    try (Statement statement = plain.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT customer, name FROM " + table + " ORDER BY customer, number")) {
      while (rows.next()) {
        int place = places.merge(rows.getString(1), 1, Integer::sum);
        lines.add(table + " " + rows.getString(2) + " is number " + place);
      }
    }
  }

  /** Each once: a dead letter may come twice, it is only not to be missing. */
  private static void letters(Transport transport, String channel, List<String> lines) {
    TreeSet<String> letters = new TreeSet<>();
    for (Stored stored : transport.browse(channel, "", ALL)) {
      DeadLetterInfo info = DeadLetterInfo.from(stored.headers());
      letters.add("dead in " + info.group() + ", " + info.reason() + ": " + order(stored.body()));
    }
    lines.addAll(letters);
  }

  private static String order(byte[] body) {
    return ORDER.matcher(new String(body, UTF_8)).replaceFirst("$1#$2");
  }
}
