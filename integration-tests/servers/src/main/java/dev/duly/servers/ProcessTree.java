/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Signals to a process and all that it has started. */
final class ProcessTree {
  private static final char STOPPED = 'T';
  private static final char ZOMBIE = 'Z';
  private static final char UNKNOWN = '?';
  private static final long PATIENCE_SECONDS = 30;

  private ProcessTree() {}

  /** Ends all at once, without a word, and returns when none is left. */
  static void kill(ProcessHandle root) {
    List<ProcessHandle> all = pause(root);
    signal("KILL", all);
    await("the end of " + root.pid(), () -> all.stream().noneMatch(ProcessTree::lives));
  }

  /** Stops all; returns when none runs any more. */
  static List<ProcessHandle> pause(ProcessHandle root) {
    // The root first: then it starts no more children, and the list of them is complete.
    stop(List.of(root));
    List<ProcessHandle> children = root.descendants().toList();
    stop(children);
    return Stream.concat(Stream.of(root), children.stream()).toList();
  }

  static void resume(ProcessHandle root) {
    signal("CONT", Stream.concat(root.descendants(), Stream.of(root)).toList());
  }

  private static void stop(List<ProcessHandle> processes) {
    signal("STOP", processes);
    await("a stop", () -> processes.stream().noneMatch(ProcessTree::runs));
  }

  private static boolean runs(ProcessHandle process) {
    char state = state(process);
    return lives(process) && state != STOPPED && state != UNKNOWN;
  }

  /** A zombie counts as dead: where nobody reaps orphans it stays, and holds nothing any more. */
  private static boolean lives(ProcessHandle process) {
    return process.isAlive() && state(process) != ZOMBIE;
  }

  private static char state(ProcessHandle process) {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (NoSuchFileException e) {
      return UNKNOWN;
    } catch (IOException e) {
      // Linux says ESRCH where the process went while we read.
      return UNKNOWN;
    }
  }

  static void signal(String signal, List<ProcessHandle> processes) {
    if (processes.isEmpty()) {
      return;
    }
    // The shell's own kill, for not every machine has the program. It fails for processes gone
    // meanwhile.
    List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\"", signal));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    try {
      Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
      await("kill", () -> !kill.isAlive());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks again and again, a few times in a hundredth of a second. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new ServerFailure("waited " + PATIENCE_SECONDS + " s in vain for " + what);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServerFailure("interrupted while waiting for " + what, e);
      }
    }
  }
}
