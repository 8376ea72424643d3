/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Stored;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The channels of a queue that nobody consumes, as the port shows them. An id that is no number is
 * of another queue, and nothing is found by it.
 */
final class RestingChannels {
  private final Database database;
  private final RestingRows rows;
  private final Function<String, Optional<Integer>> numbers;

  /** With {@code numbers} to tell the number of a channel; empty for one that is not known. */
  RestingChannels(
      Database database, RestingRows rows, Function<String, Optional<Integer>> numbers) {
    this.database = database;
    this.rows = rows;
    this.numbers = numbers;
  }

  List<Stored> browse(String channel, String after, int max) {
    OptionalLong from = after.isEmpty() ? OptionalLong.of(0) : number(after);
    Optional<Integer> rest = numbers.apply(channel);
    if (rest.isEmpty() || from.isEmpty()) {
      return List.of();
    }
    try {
      return database.read(connection -> rows.after(connection, rest.get(), from.getAsLong(), max));
    } catch (SQLException e) {
      throw SqlFailures.transport("browse a channel", e);
    }
  }

  Optional<Stored> find(String channel, String id) {
    OptionalLong number = number(id);
    Optional<Integer> rest = numbers.apply(channel);
    if (rest.isEmpty() || number.isEmpty()) {
      return Optional.empty();
    }
    try {
      return database.read(connection -> rows.find(connection, rest.get(), number.getAsLong()));
    } catch (SQLException e) {
      throw SqlFailures.transport("find a message", e);
    }
  }

  void remove(String channel, String id) {
    OptionalLong number = number(id);
    Optional<Integer> rest = numbers.apply(channel);
    if (rest.isEmpty() || number.isEmpty()) {
      return;
    }
    try {
      database.write(
          connection -> {
            rows.remove(connection, rest.get(), number.getAsLong());
            return number;
          });
    } catch (SQLException e) {
      throw SqlFailures.transport("remove a message", e);
    }
  }

  private static OptionalLong number(String id) {
    try {
      return OptionalLong.of(Long.parseLong(id));
    } catch (NumberFormatException notOfThisQueue) {
      return OptionalLong.empty();
    }
  }
}
