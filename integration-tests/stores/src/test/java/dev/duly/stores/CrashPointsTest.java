/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.CrashPoints.Point;
import dev.duly.stores.crashpoints.Life.Outcome;
import dev.duly.stores.crashpoints.Pattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed with SIGKILL at a boundary of a port call, its store on PostgreSQL; another
 * one finishes the work: the final state is that of the run without a crash. The build takes some
 * of the boundaries, evenly spread; {@code -Dduly.crashpoints=all} takes all of them, a number as
 * many, and {@code -Dduly.seed=…} others.
 */
class CrashPointsTest {
  private static final long SEED = Long.getLong("duly.seed", 42);
  private static final int IN_THE_BUILD = 40;
  private static final int AT_A_TIME = 2;

  /** So many lives in a process that is killed; each keeps a few connections. */
  private static final int AT_A_KILL = 8;

  @TempDir Path directory;

  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger duplicated = new AtomicInteger();
  private final AtomicInteger inDoubt = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  @Test
  void aKillAtAnyBoundaryChangesNothing() throws Exception {
    try (DatabaseServer server = Product.POSTGRES.find();
        Database database = server.createDatabase()) {
      CrashPoints crashPoints = new CrashPoints(database, directory, false);
      Map<Pattern, Outcome> calm = new EnumMap<>(Pattern.class);
      List<Point> all = new ArrayList<>();
      for (Pattern pattern : Pattern.values()) {
        Outcome outcome = crashPoints.calm(pattern);
        calm.put(pattern, outcome);
        List<String> names = outcome.boundaries();
        System.out.println("CRASHPOINTS postgres " + pattern + " boundaries=" + names.size());
        for (int i = 0; i < names.size(); i++) {
          all.add(new Point(pattern, i + 1, names.get(i)));
        }
      }
      List<Point> taken = taken(all);
      ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < taken.size(); i += AT_A_KILL) {
        List<Point> points = taken.subList(i, Math.min(i + AT_A_KILL, taken.size()));
        runs.add(
            threads.submit(
                () -> {
                  List<List<String>> states = crashPoints.killedAt(points);
                  for (int j = 0; j < points.size(); j++) {
                    Point point = points.get(j);
                    compare(point, calm.get(point.pattern()), states.get(j));
                  }
                  return states;
                }));
      }
      threads.shutdown();
      for (Future<?> run : runs) {
        run.get();
      }
      System.out.printf(
          "PROOF crashpoints.postgres runs=%d of=%d lost=%d duplicated=%d in-doubt=%d seed=%d%n",
          taken.size(), all.size(), lost.get(), duplicated.get(), inDoubt.get(), SEED);
      assertThat(failures).isEmpty();
    }
  }

  /** Killed before the first commit, a process that has settled already loses the message. */
  @Test
  void whatIsSettledBeforeTheCommitIsNoticed() throws Exception {
    try (DatabaseServer server = Product.POSTGRES.find();
        Database database = server.createDatabase()) {
      CrashPoints broken = new CrashPoints(database, directory, true);
      Outcome calm = broken.calm(Pattern.OUTBOX);
      String name = "UnitOfWork.commit BEFORE";
      Point point = new Point(Pattern.OUTBOX, calm.boundaries().indexOf(name) + 1, name);
      compare(point, calm, broken.killedAt(List.of(point)).get(0));
      assertThat(lost.get()).isPositive();
    }
  }

  /** Every k-th of all, from a place drawn from the seed. */
  private static List<Point> taken(List<Point> all) {
    String wanted = System.getProperty("duly.crashpoints", Integer.toString(IN_THE_BUILD));
    int step = wanted.equals("all") ? 1 : Math.max(1, all.size() / Integer.parseInt(wanted));
    List<Point> taken = new ArrayList<>();
    for (int i = new Random(SEED).nextInt(step); i < all.size(); i += step) {
      taken.add(all.get(i));
    }
    return taken;
  }

  private synchronized void compare(Point point, Outcome calm, List<String> state) {
    List<String> due = new ArrayList<>(calm.state());
    List<String> is = new ArrayList<>(state);
    if (point.pattern() == Pattern.EFFECT_NONE && mayBeInDoubt(point, calm)) {
      leaveOutInDoubt(due, is);
    }
    List<String> missing = without(due, is);
    List<String> more = without(is, due);
    lost.addAndGet(missing.size());
    duplicated.addAndGet(more.size());
    if (!missing.isEmpty() || !more.isEmpty()) {
      failures.add("%s: missing %s, too much %s".formatted(point, missing, more));
    }
  }

  /** Only between the acquisition of a call and the commit of its end is its outcome unknown. */
  private static boolean mayBeInDoubt(Point point, Outcome calm) {
    boolean open = false;
    for (String name : calm.boundaries().subList(0, point.number())) {
      open |= name.equals("EffectLog.acquire AFTER_EFFECT");
      open &= !name.equals("UnitOfWork.commit AFTER_EFFECT");
    }
    return open;
  }

  /**
   * A call in doubt to a system that can neither be asked nor called twice is for a person: its
   * order is a dead letter, was called for at most once, and has no mail.
   */
  private void leaveOutInDoubt(List<String> due, List<String> is) {
    List<String> doubtful =
        is.stream().filter(line -> line.startsWith("dead in booking, UNKNOWN_OUTCOME")).toList();
    assertThat(doubtful).hasSizeLessThanOrEqualTo(1);
    for (String letter : doubtful) {
      inDoubt.incrementAndGet();
      String order = letter.replaceAll(".*\"customer\":\"(\\w+)\".*\"number\":(\\d+).*", "$1#$2");
      assertThat(is).noneMatch(line -> line.startsWith("mail " + order));
      assertThat(is.stream().filter(line -> line.startsWith("done " + order)))
          .hasSizeLessThanOrEqualTo(1);
      due.removeIf(line -> isOf(order, line));
      is.removeIf(line -> isOf(order, line));
    }
  }

  private static boolean isOf(String order, String line) {
    String[] parts = order.split("#", -1);
    return line.contains(" " + order + " ")
        || (line.contains("\"customer\":\"" + parts[0] + "\"")
            && line.contains("\"number\":" + parts[1]));
  }

  private static List<String> without(List<String> these, List<String> those) {
    List<String> left = new ArrayList<>(these);
    those.forEach(left::remove);
    return left;
  }
}
