/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.servers.ChildProcess;
import dev.duly.servers.Database;
import dev.duly.stores.crashpoints.Bug;
import dev.duly.stores.crashpoints.CrashPointProcess;
import dev.duly.stores.crashpoints.Life;
import dev.duly.stores.crashpoints.Life.Outcome;
import dev.duly.stores.crashpoints.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Runs patterns, each in a schema and with a queue of its own, and kills them where it is told to.
 */
final class CrashPoints {
  /** What SIGKILL leaves as an exit value: 128 and the number of the signal. */
  private static final int KILLED = 128 + 9;

  private final Database database;
  private final Path directory;
  private final Bug bug;
  private final AtomicInteger runs = new AtomicInteger();

  CrashPoints(Database database, Path directory, Bug bug) {
    this.database = database;
    this.directory = directory;
    this.bug = bug;
  }

  /** The run that nothing happens to: its boundaries are all there are. */
  Outcome calm(Pattern pattern) throws Exception {
    return newLife(pattern).live(0, name -> {});
  }

  /**
   * A boundary of a pattern.
   *
   * @param number from 1
   * @param name as the calm run has it
   */
  record Point(Pattern pattern, int number, String name) {}

  /**
   * Kills a process in which each of the points has been reached, by a life that shares nothing
   * with the others, and lets others finish the work.
   *
   * @return the final states
   */
  List<List<String>> killedAt(List<Point> points) throws Exception {
    List<Life> lives = new ArrayList<>();
    Path log = directory.resolve("log-" + runs.incrementAndGet());
    try (ChildProcess child =
        new ChildProcess(
            CrashPointProcess.class,
            log,
            Map.of("SHOP_PASSWORD", database.password()),
            List.of())) {
      for (Point point : points) {
        Life life = newLife(point.pattern());
        lives.add(life);
        child.say(
            String.join(
                "\t",
                point.pattern().name(),
                life.queue().toString(),
                life.url(),
                life.user(),
                bug.name(),
                Integer.toString(point.number())));
        // A number that is not reached, or is another moment now, would prove nothing.
        assertThat(child.line()).as("%s %s", point, log(log)).isEqualTo(point.name());
      }
      child.kill();
      assertThat(child.exitValue()).isEqualTo(KILLED);
    }
    List<List<String>> states = new ArrayList<>();
    for (int i = 0; i < lives.size(); i++) {
      states.add(successor(lives.get(i), points.get(i)));
    }
    return states;
  }

  private static List<String> successor(Life life, Point point) {
    try {
      return life.live(0, reached -> {}).state();
    } catch (Exception e) {
      throw new AssertionError("after the kill at " + point, e);
    }
  }

  private static String log(Path log) throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private Life newLife(Pattern pattern) throws Exception {
    Path queue = Files.createDirectory(directory.resolve("queue-" + runs.incrementAndGet()));
    copy(filled(pattern), queue);
    return life(pattern, queue);
  }

  /** The queue with the messages of a pattern; filled once, for all of its runs. */
  private synchronized Path filled(Pattern pattern) throws Exception {
    Path queue = directory.resolve(pattern.name());
    if (!Files.exists(queue)) {
      life(pattern, Files.createDirectory(queue)).fill();
    }
    return queue;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private Life life(Pattern pattern, Path queue) throws SQLException {
    String schema = "run_" + runs.incrementAndGet();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
      for (String table : List.of("booking", "mail", "done")) {
        // Nothing here refuses a second row: that is for the guard.
        statement.execute(
            "CREATE TABLE %s.%s (number SERIAL, customer TEXT, id TEXT, name TEXT)"
                .formatted(schema, table));
      }
      statement.execute("CREATE TABLE " + schema + ".fixed (id TEXT PRIMARY KEY)");
    }
    String url = database.url();
    return new Life(
        pattern,
        queue,
        url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema,
        database.user(),
        database.password(),
        bug);
  }
}
