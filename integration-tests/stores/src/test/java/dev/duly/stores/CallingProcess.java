/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.servers.ChildProcess;
import dev.duly.servers.Database;
import dev.duly.stores.guards.GuardProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A process that makes guarded calls, and what it says of them. */
final class CallingProcess implements AutoCloseable {
  private static final Set<String> ENDS = Set.of("done", "wait", "unknown", "reused", "failed");

  private final ChildProcess child;
  private final Path log;

  /**
   * A call.
   *
   * @param way what the other end does about repetition
   */
  record Call(String way, String order, long cents) {
    Call withOtherPayload() {
      return new Call(way, order, cents + 1);
    }
  }

  /**
   * How a call ended.
   *
   * @param detail the receipt, how many milliseconds to wait, or a failure
   */
  record Answer(String end, String detail) {}

  CallingProcess(Database database, Path log) throws IOException {
    this.log = log;
    this.child =
        new ChildProcess(
            GuardProcess.class,
            log,
            Map.of("GUARD_PASSWORD", database.password()),
            List.of(database.url(), database.user()));
    assertThat(child.line()).as(Files.readString(log)).isEqualTo("ready");
  }

  /** Begins calls, in their order, many at a time. */
  void begin(Collection<Call> calls) throws IOException {
    for (Call call : calls) {
      child.say(call.way() + " " + call.order() + " " + call.cents());
    }
  }

  /** The ends of as many calls as were begun. */
  Map<String, Answer> ends(int count) throws IOException {
    Map<String, Answer> ends = new HashMap<>();
    while (ends.size() < count) {
      String line = child.line();
      assertThat(line).as(Files.readString(log)).isNotNull();
      note(line, ends);
    }
    return ends;
  }

  /** Calls until no key is in progress any more. */
  Map<String, Answer> call(Collection<Call> calls) throws IOException {
    Map<String, Answer> ends = new HashMap<>();
    List<Call> open = List.copyOf(calls);
    while (!open.isEmpty()) {
      begin(open);
      ends.putAll(ends(open.size()));
      open = open.stream().filter(call -> waits(ends, call)).toList();
      // What it says is when to call again.
      open.stream()
          .mapToLong(call -> Long.parseLong(ends.get(call.order()).detail()))
          .min()
          .ifPresent(millis -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis + 1)));
    }
    return ends;
  }

  private static boolean waits(Map<String, Answer> ends, Call call) {
    return ends.get(call.order()).end().equals("wait");
  }

  /** Kills it at the given line that it says; what ended before, as far as it said so. */
  Map<String, Answer> killAt(int lines) throws IOException {
    Map<String, Answer> ends = new HashMap<>();
    int heard = 0;
    for (String line = child.line(); line != null; line = child.line()) {
      note(line, ends);
      if (++heard == lines) {
        child.kill();
      }
    }
    assertThat(heard).as(Files.readString(log)).isGreaterThanOrEqualTo(lines);
    return ends;
  }

  private static void note(@Nullable String line, Map<String, Answer> ends) {
    String[] words = String.valueOf(line).split(" ", 3);
    if (ENDS.contains(words[0])) {
      ends.put(words[1], new Answer(words[0], words.length > 2 ? words[2] : ""));
    }
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
