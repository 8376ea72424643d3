/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.EmbeddedProvider;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The guard on the embedded store, beside an insert written by hand for each message, in the same
 * file and with the same number of commits.
 */
final class GuardOnH2 implements Benchmarks.Measurement {
  private static final int PAIRS = 9;
  private static final int BATCHES = 200;
  private static final String SCOPE = "bench/tick";
  private static final Duration WINDOW = Duration.ofDays(7);

  private final Random random = new Random(42);

  @Override
  public void run() throws Exception {
    Path directory = Files.createTempDirectory("duly-bench");
    EmbeddedProvider provider =
        ServiceLoader.load(EmbeddedProvider.class).findFirst().orElseThrow();
    EmbeddedProvider.Embedded embedded = provider.open(directory, Clock.systemUTC());
    try {
      Store store = embedded.store();
      store.prepare(new Topology(new TreeSet<>(), List.of(), new TreeSet<>(List.of(SCOPE))));
      createTable(store);
      for (int batch : new int[] {1, 100}) {
        compare(store, batch);
      }
    } finally {
      embedded.transport().close();
      embedded.store().close();
      delete(directory);
    }
  }

  private void compare(Store store, int batch) throws SQLException {
    double[] guard = new double[PAIRS];
    double[] byHand = new double[PAIRS];
    double[] ratios = new double[PAIRS];
    // The first pair warms up and is measured over.
    for (int pair = -1; pair < PAIRS; pair++) {
      double a = keysPerSecond(batch, keys -> claim(store, keys));
      double b = keysPerSecond(batch, keys -> insert(store, keys));
      if (pair >= 0) {
        guard[pair] = a;
        byHand[pair] = b;
        ratios[pair] = a / b;
      }
    }
    Bench.median("by hand, batch " + batch, byHand);
    Bench.print(
        "guard.h2.batch" + batch,
        Bench.median("guard, batch " + batch, guard),
        "keys/s",
        Bench.median("ratio, batch " + batch, ratios),
        "insert-by-hand");
  }

  private interface Work {
    void run(List<MessageKey> keys) throws SQLException;
  }

  private double keysPerSecond(int batch, Work work) throws SQLException {
    long start = System.nanoTime();
    for (int i = 0; i < BATCHES; i++) {
      List<MessageKey> keys = new ArrayList<>(batch);
      for (int k = 0; k < batch; k++) {
        keys.add(new MessageKey(random.nextLong(), random.nextLong()));
      }
      work.run(keys);
    }
    return (double) (BATCHES * batch) * 1e9 / (double) (System.nanoTime() - start);
  }

  private static void claim(Store store, List<MessageKey> keys) {
    try (UnitOfWork unit = store.begin()) {
      unit.claim(keys.stream().map(key -> new ClaimRequest(SCOPE, key, WINDOW, false)).toList());
      unit.commit();
    }
  }

  /** What a careful developer writes: one insert a message, a violation would mean a duplicate. */
  private static void insert(Store store, List<MessageKey> keys) throws SQLException {
    try (UnitOfWork unit = store.begin();
        PreparedStatement insert =
            unit.transaction()
                .connection()
                .prepareStatement("INSERT INTO seen(id, at) VALUES (?, CURRENT_TIMESTAMP)")) {
      for (MessageKey key : keys) {
        insert.setObject(1, key.toUuid());
        insert.executeUpdate();
      }
      unit.commit();
    }
  }

  private static void createTable(Store store) throws SQLException {
    try (UnitOfWork unit = store.begin()) {
      Connection connection = unit.transaction().connection();
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE seen(id UUID PRIMARY KEY, at TIMESTAMP WITH TIME ZONE NOT NULL)");
      }
      unit.commit();
    }
  }

  private static void delete(Path directory) throws java.io.IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
