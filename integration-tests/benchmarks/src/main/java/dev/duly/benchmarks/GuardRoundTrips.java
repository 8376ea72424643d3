/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.servers.Database;
import dev.duly.servers.FaultyLink;
import dev.duly.servers.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Round trips between the guard and PostgreSQL, counted on the wire between them: all that a unit
 * of work makes, its begin and commit too. A count, the same on any machine.
 */
final class GuardRoundTrips implements Benchmarks.Measurement {
  private static final int UNITS = 500;
  // The driver prepares on the server what it has run five times.
  private static final int WARM_UP = 50;
  private static final String SCOPE = "bench/tick";

  @Override
  public void run() throws Exception {
    try (PostgresServer server = PostgresServer.own();
        Database database = server.createDatabase();
        FaultyLink link = FaultyLink.to(server);
        Store store =
            PostgreSql.store(link.through(database.url()), database.user(), database.password())) {
      store.prepare(new Topology(new TreeSet<>(), List.of(), new TreeSet<>(List.of(SCOPE))));
      count("guard.postgres.roundtrips", link, store, 100);
      count("guard.postgres.roundtrips500", link, store, 500);
    }
  }

  private static void count(String name, FaultyLink link, Store store, int batch) {
    claim(store, WARM_UP, batch);
    long before = link.roundTrips();
    claim(store, UNITS, batch);
    double trips = link.roundTrips() - before;
    System.out.printf("  %s: %.0f round trips for %d units of %d%n", name, trips, UNITS, batch);
    Bench.print(name, trips / UNITS / batch, "roundtrips/message");
  }

  private static void claim(Store store, int units, int batch) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int unit = 0; unit < units; unit++) {
      List<ClaimRequest> requests = new ArrayList<>(batch);
      for (int i = 0; i < batch; i++) {
        MessageKey key = new MessageKey(random.nextLong(), random.nextLong());
        requests.add(new ClaimRequest(SCOPE, key, Duration.ofDays(7), false));
      }
      try (UnitOfWork work = store.begin()) {
        work.claim(requests);
        work.commit();
      }
    }
  }
}
