/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Where a message stands for each group. There may be several copies of it: an effect of one is the
 * answer for all, then work that goes on, then the dead letter, then a duplicate.
 */
final class DeliveryStates {
  private static final String UNSETTLED =
      "SELECT s.id, s.group_id, m.id FROM duly_message m JOIN duly_subscription s ON s.channel ="
          + " m.channel JOIN duly_delivery d ON d.subscription = s.id AND d.message = m.id WHERE"
          + " m.dedupe_key = ? AND m.channel = ? AND m.message_id = ? AND s.group_id <> ''";
  private static final String SETTLED =
      "SELECT s.group_id, t.verdict FROM duly_message m JOIN duly_settled t ON t.message = m.id JOIN"
          + " duly_subscription s ON s.id = t.subscription WHERE m.dedupe_key = ? AND m.channel = ?"
          + " AND m.message_id = ? AND t.verdict <> 'IGNORED'";

  private final BiPredicate<Integer, Long> running;

  /** With {@code running} to tell whether a subscription's delivery is handed out. */
  DeliveryStates(BiPredicate<Integer, Long> running) {
    this.running = running;
  }

  Map<String, DeliveryState> find(
      Connection connection, String channel, String messageId, MessageKey key) throws SQLException {
    Map<String, Set<Stage>> stages = new TreeMap<>();
    // What is not settled first: a copy that is settled in between is then seen twice, not missed.
    try (PreparedStatement select = connection.prepareStatement(UNSETTLED)) {
      setMessage(select, channel, messageId, key);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          boolean handedOut = running.test(rows.getInt(1), rows.getLong(3));
          add(stages, rows.getString(2), handedOut ? Stage.RUNNING : Stage.PENDING);
        }
      }
    }
    try (PreparedStatement select = connection.prepareStatement(SETTLED)) {
      setMessage(select, channel, messageId, key);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          add(stages, rows.getString(1), Stage.of(Verdict.valueOf(rows.getString(2))));
        }
      }
    }
    Map<String, DeliveryState> states = new TreeMap<>();
    // An EnumSet iterates in order of declaration.
    stages.forEach((group, reached) -> states.put(group, reached.iterator().next().state));
    return states;
  }

  private static void setMessage(
      PreparedStatement select, String channel, String messageId, MessageKey key)
      throws SQLException {
    select.setObject(1, key.toUuid());
    select.setString(2, channel);
    select.setString(3, messageId);
  }

  private static void add(Map<String, Set<Stage>> stages, String group, Stage stage) {
    stages.computeIfAbsent(group, name -> EnumSet.noneOf(Stage.class)).add(stage);
  }

  /** What is known of one copy, the most telling first. */
  private enum Stage {
    EFFECT(DeliveryState.DONE),
    RUNNING(DeliveryState.RUNNING),
    PENDING(DeliveryState.PENDING),
    PARKED(DeliveryState.PARKED),
    FAILED(DeliveryState.DEAD),
    DUPLICATE(DeliveryState.DONE);

    private final DeliveryState state;

    Stage(DeliveryState state) {
      this.state = state;
    }

    static Stage of(Verdict verdict) {
      return switch (verdict) {
        case EFFECT -> EFFECT;
        case DUPLICATE -> DUPLICATE;
        case DEAD, DROPPED -> FAILED;
        case PARKED -> PARKED;
        case RELEASED, IGNORED -> PENDING;
      };
    }
  }
}
