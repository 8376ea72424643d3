/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.jdbc.OutboxProgress.Gap;
import dev.duly.runtime.store.OutboxEntry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Relays in turns, as {@link OutboxTurns}, from an outbox in segments. Whoever has the turn has the
 * row of {@code duly_relay}: there is written what was confirmed, in place of deleting it, and
 * which segment is filled.
 */
final class OutboxRotation extends OutboxTurns {
  private static final Logger LOG = System.getLogger("dev.duly.jdbc.outbox");

  /** How many messages of a segment are confirmed before the other is filled. */
  private static final long SEGMENT = 20_000;

  /** How long a confirmed message stays in a segment that does not fill, about. */
  private static final Duration OLD = Duration.ofMinutes(1);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  // What is emptied must be looked at by a statement that sees what was committed just before. And
  // the transaction must be counted when the row is locked, not before: it comes after whatever was
  // seen in the turns before.
  private static final String TURN =
      "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; WITH r AS MATERIALIZED (SELECT * FROM"
          + " duly_relay WHERE id = 1 FOR UPDATE%s) SELECT sent_to, gap_from, gap_to, gap_until,"
          + " segment, opened_to, opened_at < clock_timestamp() - INTERVAL '"
          + OLD.toSeconds()
          + " seconds', txid_current() FROM r";
  private static final String TAKE_TURN = TURN.formatted(" SKIP LOCKED");
  private static final String WAIT_FOR_TURN = TURN.formatted("");

  private static final String SEGMENT_IN_USE = "SELECT segment FROM duly_relay WHERE id = 1";

  private static final String SAVE =
      "UPDATE duly_relay SET sent_to = ?, gap_from = ?, gap_to = ?, gap_until = ? WHERE id = 1";

  private static final String OPEN =
      "UPDATE duly_relay SET segment = ?, opened_to = sent_to, opened_at = clock_timestamp() WHERE"
          + " id = 1";

  private final OutboxSegments segments;
  private @Nullable State state;
  private long lookedAt = System.nanoTime();
  private boolean inTrouble;

  /**
   * What the row of the relay says, and the last look at the segments.
   *
   * @param segment which one is filled
   * @param openedTo what was confirmed when it was opened
   * @param isOld whether that is a while ago
   */
  private record State(OutboxProgress progress, int segment, long openedTo, boolean isOld) {
    State with(OutboxProgress now) {
      return new State(now, segment, openedTo, isOld);
    }

    boolean isFull() {
      long confirmed = progress.sentTo() - openedTo;
      return confirmed >= SEGMENT || (isOld && confirmed > 0);
    }

    int other() {
      return 3 - segment;
    }
  }

  OutboxRotation(Database database, OutboxSegments segments) {
    super(database, segments);
    this.segments = segments;
  }

  @Override
  List<OutboxEntry> read(Connection connection, int max) throws SQLException {
    State found = turn(connection);
    if (found == null) {
      hearOfSegment(connection);
      return List.of();
    }
    segments.use(found.segment());
    OutboxSegments.Look look = segments.look(connection, found.progress(), max);
    if (look.entries().isEmpty()) {
      if (isTimeToLook()) {
        turnRing(connection, found);
        connection.commit();
      }
      return List.of();
    }
    OutboxProgress seen = found.progress().seen(look.numbers(), look.complete(), look.oldest());
    state = found.with(seen);
    return look.entries();
  }

  @Override
  void forget(Connection connection, Collection<OutboxEntry> entries) throws SQLException {
    State ours = state;
    state = null;
    State now = confirm(connection, ours == null ? waitForTurn(connection) : ours, entries);
    if (now.isFull() || isTimeToLook()) {
      turnRing(connection, now);
    }
  }

  /** Taken in another turn: that they were sent is true all the same. */
  @Override
  void forgetLate(Collection<OutboxEntry> entries) throws SQLException {
    database.write(connection -> confirm(connection, waitForTurn(connection), entries));
  }

  private static State confirm(Connection connection, State from, Collection<OutboxEntry> entries)
      throws SQLException {
    OutboxProgress progress =
        from.progress().confirmed(entries.stream().map(OutboxEntry::id).toList());
    try (PreparedStatement update = connection.prepareStatement(SAVE)) {
      update.setLong(1, progress.sentTo());
      update.setArray(2, OutboxSegments.numbers(connection, progress, Gap::from));
      update.setArray(3, OutboxSegments.numbers(connection, progress, Gap::to));
      update.setArray(4, OutboxSegments.numbers(connection, progress, Gap::until));
      update.executeUpdate();
    }
    return from.with(progress);
  }

  /** Empties the segment that is not filled; if the other is full, it is filled from now on. */
  private void turnRing(Connection connection, State now) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      if (OutboxSegments.empty(connection, now.other(), now.progress())) {
        if (now.isFull()) {
          open(connection, now.other());
        }
        connection.releaseSavepoint(before);
        inTrouble = false;
        return;
      }
    } catch (SQLException e) {
      // Only room is lost by it; what was confirmed must be written.
      LOG.log(
          inTrouble ? Level.DEBUG : Level.WARNING,
          "The outbox keeps confirmed messages: " + OutboxSegments.table(now.other()),
          e);
      inTrouble = true;
    }
    // With it goes the lock of a segment that is still needed.
    connection.rollback(before);
  }

  private void open(Connection connection, int segment) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(OPEN)) {
      update.setInt(1, segment);
      update.executeUpdate();
    }
    segments.use(segment);
  }

  private boolean isTimeToLook() {
    long now = System.nanoTime();
    if (now - lookedAt < LOOK_EVERY.toNanos()) {
      return false;
    }
    lookedAt = now;
    return true;
  }

  private void hearOfSegment(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SEGMENT_IN_USE)) {
      if (rows.next()) {
        segments.use(rows.getInt(1));
      }
    }
  }

  private static @Nullable State turn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TAKE_TURN);
      return state(statement);
    }
  }

  private static State waitForTurn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(WAIT_FOR_TURN);
      State found = state(statement);
      if (found == null) {
        throw new SQLException("the row of duly_relay is gone", "02000");
      }
      return found;
    }
  }

  /** From the result that follows the setting of the isolation. */
  private static @Nullable State state(Statement statement) throws SQLException {
    statement.getMoreResults();
    try (ResultSet row = statement.getResultSet()) {
      if (!row.next()) {
        return null;
      }
      Long[] from = (Long[]) row.getArray(2).getArray();
      Long[] to = (Long[]) row.getArray(3).getArray();
      Long[] until = (Long[]) row.getArray(4).getArray();
      List<Gap> gaps = new ArrayList<>(from.length);
      for (int i = 0; i < from.length; i++) {
        gaps.add(new Gap(from[i], to[i], until[i]));
      }
      return new State(
          new OutboxProgress(row.getLong(1), gaps).in(row.getLong(8)),
          row.getInt(5),
          row.getLong(6),
          row.getBoolean(7));
    }
  }
}
