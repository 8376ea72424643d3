/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.CrashPoints.Point;
import dev.duly.stores.crashpoints.Bug;
import dev.duly.stores.crashpoints.Life.Outcome;
import dev.duly.stores.crashpoints.Pattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed with SIGKILL at a boundary of a port call, its store on PostgreSQL; another
 * one finishes the work: the final state is that of the run without a crash. The build takes some
 * of the boundaries, evenly spread; {@code -Dduly.crashpoints=all} takes all of them, a number as
 * many, and {@code -Dduly.seed=…} others.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CrashPointsTest {
  private static final long SEED = Long.getLong("duly.seed", 42);
  private static final int IN_THE_BUILD = 20;
  private static final int AT_A_TIME = 2;

  /** So many lives in a process that is killed; each keeps a few connections. */
  private static final int AT_A_KILL = 8;

  private DatabaseServer server;
  private Database database;

  @BeforeAll
  void findServer() {
    server = Product.POSTGRES.find();
  }

  @AfterAll
  void closeServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void createDatabase() throws Exception {
    database = server.createDatabase();
  }

  @AfterEach
  void dropDatabase() throws Exception {
    database.close();
  }

  @Test
  void aKillAtAnyBoundaryChangesNothing(@TempDir Path directory) throws Exception {
    CrashPoints crashPoints = new CrashPoints(database, directory, Bug.NONE);
    Map<Pattern, Outcome> calm = new EnumMap<>(Pattern.class);
    List<Point> all = new ArrayList<>();
    for (Pattern pattern : Pattern.values()) {
      Outcome outcome = crashPoints.calm(pattern);
      assertThat(outcome.state()).as("%s", pattern).isEqualTo(CalmStates.of(pattern));
      calm.put(pattern, outcome);
      List<String> names = outcome.boundaries();
      System.out.println("CRASHPOINTS postgres " + pattern + " boundaries=" + names.size());
      for (int i = 0; i < names.size(); i++) {
        all.add(new Point(pattern, i + 1, names.get(i)));
      }
    }
    List<Point> taken = taken(all);
    Differences differences = new Differences();
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
                  differences.add(point, calm.get(point.pattern()), states.get(j));
                }
                return states;
              }));
    }
    try {
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.printf(
        "PROOF crashpoints.postgres runs=%d of=%d lost=%d duplicated=%d in-doubt=%d seed=%d%n",
        taken.size(),
        all.size(),
        differences.lost(),
        differences.duplicated(),
        differences.inDoubt(),
        SEED);
    assertThat(differences.found()).isEmpty();
  }

  /** What can neither be asked nor called twice is not called again: a person decides. */
  @Test
  void aCallIsLeftToAPersonOnlyWhereNothingElseHelps(@TempDir Path directory) throws Exception {
    CrashPoints crashPoints = new CrashPoints(database, directory, Bug.NONE);
    String called = "OtherSystem.call AFTER";
    assertThat(differences(crashPoints, Pattern.EFFECT_KEYED, called).inDoubt()).isZero();
    Differences none = differences(crashPoints, Pattern.EFFECT_NONE, called);
    assertThat(none.found()).isEmpty();
    assertThat(none.inDoubt()).isEqualTo(1);
  }

  @Test
  void whatIsSettledBeforeTheCommitIsNoticed(@TempDir Path directory) throws Exception {
    CrashPoints broken = new CrashPoints(database, directory, Bug.SETTLES_EARLY);
    Differences differences = differences(broken, Pattern.OUTBOX, "UnitOfWork.commit BEFORE");
    assertThat(differences.lost()).isPositive();
  }

  @Test
  void aMissingGuardIsNoticed(@TempDir Path directory) throws Exception {
    CrashPoints broken = new CrashPoints(database, directory, Bug.NO_GUARD);
    Differences differences = differences(broken, Pattern.OUTBOX, "UnitOfWork.commit AFTER");
    assertThat(differences.duplicated()).isPositive();
  }

  /** At the first boundary of that name. */
  private static Differences differences(CrashPoints crashPoints, Pattern pattern, String name)
      throws Exception {
    Outcome calm = crashPoints.calm(pattern);
    Point point = new Point(pattern, calm.boundaries().indexOf(name) + 1, name);
    Differences differences = new Differences();
    differences.add(point, calm, crashPoints.killedAt(List.of(point)).get(0));
    return differences;
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
}
