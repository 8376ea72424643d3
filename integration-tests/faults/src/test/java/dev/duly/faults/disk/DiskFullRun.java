/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.disk;

import dev.duly.runtime.StartupException;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One small disk, that runs full once or several times, and what is in the books in the end. */
final class DiskFullRun {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String UNWRITABLE = "DulyStoreUnwritable";
  private static final int MEGABYTES = 64;
  private static final int SOME_ROOM = 256 << 10;

  /** What happens while the disk is full. */
  enum Then {
    ROOM_IN_TIME,
    CLOSED,
    KILLED,
    STARTED
  }

  private final Path root;
  private final Random random;
  private final long seed;
  private final Then then;
  private final Bank.Said said = new Bank.Said();
  private final List<String> wrong = new ArrayList<>();
  private int lost;
  private int duplicated;

  DiskFullRun(Path root, long seed) {
    this.root = root;
    this.seed = seed;
    this.random = new Random(seed);
    this.then = Then.values()[(int) Math.floorMod(seed, (long) Then.values().length)];
  }

  /** What of a run counts. */
  record Outcome(
      long seed,
      Then then,
      int confirmed,
      int failed,
      int lost,
      int duplicated,
      List<String> wrong,
      Set<String> told) {}

  Outcome run() throws Exception {
    try (Disk disk = Disk.mount(root.resolve("disk-" + seed), MEGABYTES)) {
      if (then == Then.KILLED) {
        killed(disk);
      } else {
        inThisProcess(disk);
      }
      disk.free();
      if (wrong.isEmpty()) {
        try (Bank bank = new Bank(disk.data(), "last", said)) {
          require(bank.finish(PATIENCE), "there is work left after the restart");
          audit(bank);
        }
      }
    }
    require(
        said.ids.stream().allMatch(UNWRITABLE::equals),
        "somebody is told something else than that the disk is full: " + said.ids);
    Set<String> told = new TreeSet<>(said.ids);
    said.troubles.forEach((what, times) -> told.add(what + " x" + times));
    return new Outcome(
        seed, then, said.confirmed.size(), said.failed.size(), lost, duplicated, wrong, told);
  }

  private void inThisProcess(Disk disk) throws Exception {
    Bank bank = new Bank(disk.data(), "first", said);
    bank.openCounters(seed);
    int cycles = then == Then.ROOM_IN_TIME ? 1 + random.nextInt(3) : 1;
    for (int i = 0; i < cycles && wrong.isEmpty(); i++) {
      runFull(disk);
      require(bank.knowsOneThatWasConfirmed(), "nothing can be read without room");
      if (then == Then.ROOM_IN_TIME) {
        disk.free();
        int before = said.confirmed.size();
        await(() -> said.confirmed.size() > before, "nothing is confirmed though there is room");
      }
    }
    if (then == Then.ROOM_IN_TIME && wrong.isEmpty()) {
      bank.closeCounters();
      require(bank.finish(PATIENCE), "there is work left though there is room");
      audit(bank);
    }
    close(bank);
    if (then == Then.STARTED && wrong.isEmpty()) {
      startWithoutRoom(disk);
    }
  }

  private void runFull(Disk disk) throws IOException {
    int published = said.confirmed.size() + random.nextInt(400);
    await(() -> said.confirmed.size() > published, "nothing is confirmed");
    int failures = said.failures.get();
    disk.fill(random.nextBoolean() ? 0 : random.nextInt(SOME_ROOM));
    await(() -> said.failures.get() > failures + 2, "nobody notices that the disk is full");
  }

  private void startWithoutRoom(Disk disk) throws InterruptedException {
    try {
      close(new Bank(disk.data(), "second", said));
    } catch (StartupException e) {
      said.ids.add(e.id());
    }
  }

  private void killed(Disk disk) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Branch.class.getName(),
            disk.data().toString(),
            "first",
            Long.toString(seed));
    Process child = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      int fillAt = 1 + random.nextInt(400);
      int killAt = 1 + random.nextInt(20);
      int failures = 0;
      int heard = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", 3);
        if (words[0].equals("failed")) {
          said.failed.add(words[1]);
          said.ids.add(words[2]);
          failures++;
        } else {
          said.confirmed(words[1]);
        }
        if (++heard == fillAt) {
          disk.fill(random.nextBoolean() ? 0 : random.nextInt(SOME_ROOM));
        }
        if (failures == killAt) {
          // What it said before stays to be read, which Process.destroyForcibly would close.
          child.toHandle().destroyForcibly();
        }
      }
      require(failures >= killAt, "the process ended by itself after " + heard + " lines");
    } finally {
      child.toHandle().destroyForcibly();
      child.waitFor();
    }
  }

  private void close(Bank bank) throws InterruptedException {
    Thread closing = new Thread(bank::close, "closing");
    Throwable[] failure = new Throwable[1];
    closing.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
    closing.setDaemon(true);
    closing.start();
    closing.join(PATIENCE.toMillis());
    if (closing.isAlive()) {
      wrong.add("it does not close: " + List.of(closing.getStackTrace()));
      Thread.getAllStackTraces().forEach(DiskFullRun::print);
    } else if (failure[0] != null) {
      wrong.add("closing fails with " + failure[0] + " because of " + failure[0].getCause());
    }
    bank.closeCounters();
  }

  private static void print(Thread thread, StackTraceElement[] trace) {
    System.err.println(thread.getName() + " " + thread.getState());
    for (StackTraceElement element : trace) {
      System.err.println("    " + element);
    }
  }

  private void audit(Bank bank) throws Exception {
    for (String table : List.of("entry", "receipt")) {
      Map<String, Integer> rows = bank.rows(table);
      for (String id : said.confirmed) {
        if (!rows.containsKey(id)) {
          lost++;
          wrong.add(id + " is missing in " + table);
        }
      }
      rows.forEach(
          (id, times) -> {
            if (times > 1) {
              duplicated++;
              wrong.add(id + " is " + times + " times in " + table);
            }
          });
    }
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }

  private void await(BooleanSupplier condition, String otherwise) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        wrong.add(otherwise);
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
