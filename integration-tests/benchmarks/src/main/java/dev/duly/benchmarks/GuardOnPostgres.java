/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.servers.Database;
import dev.duly.servers.PostgresServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The guard on PostgreSQL, beside pgbench that runs the same statement on the same server with as
 * many connections and commits: what Java, the driver and the guard itself add.
 */
final class GuardOnPostgres implements Benchmarks.Measurement {
  private static final int PAIRS = 7;
  private static final int SECONDS = 4;
  private static final int CONNECTIONS = 4;
  private static final String SCOPE = "bench/tick";
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  @Override
  public void run() throws Exception {
    try (PostgresServer server = PostgresServer.own("shared_buffers = 512MB");
        Database database = server.createDatabase();
        Store store = PostgreSql.store(database.url(), database.user(), database.password())) {
      store.prepare(new Topology(new TreeSet<>(), List.of(), new TreeSet<>(List.of(SCOPE))));
      compare("guard.postgres.single", store, database, 1);
      compare("guard.postgres.batched", store, database, 100);
      compare("guard.postgres.batched500", store, database, 500);
    }
  }

  private static void compare(String name, Store store, Database database, int batch)
      throws Exception {
    // Says how long its keys are kept; from then on the statement stays the same.
    claims(store, batch);
    Path script = script(database, batch);
    try {
      new Comparison(name, "keys/s", "pgbench")
          .run(PAIRS, () -> claims(store, batch), () -> pgbench(database, script) * batch);
    } finally {
      Files.delete(script);
    }
  }

  /** Keys a second that are claimed and committed. */
  private static double claims(Store store, int batch) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      long start = System.nanoTime();
      long end = start + Duration.ofSeconds(SECONDS).toNanos();
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        counts.add(threads.submit(() -> claimUntil(end, store, batch)));
      }
      long keys = 0;
      for (Future<Long> count : counts) {
        keys += count.get();
      }
      return (double) keys * 1e9 / (double) (System.nanoTime() - start);
    } finally {
      threads.shutdown();
    }
  }

  private static long claimUntil(long end, Store store, int batch) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long keys = 0;
    while (System.nanoTime() < end) {
      List<ClaimRequest> requests = new ArrayList<>(batch);
      for (int i = 0; i < batch; i++) {
        MessageKey key = new MessageKey(random.nextLong(), random.nextLong());
        requests.add(new ClaimRequest(SCOPE, key, WINDOW, false));
      }
      try (UnitOfWork unit = store.begin()) {
        unit.claim(requests);
        unit.commit();
      }
      keys += batch;
    }
    return keys;
  }

  /** Transactions a second. */
  private static double pgbench(Database database, Path script) throws Exception {
    URI address = URI.create(database.url().substring("jdbc:".length()));
    ProcessBuilder builder =
        new ProcessBuilder(
                program().toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + CONNECTIONS,
                "--jobs=1",
                "--time=" + SECONDS,
                "--file=" + script,
                "--host=" + address.getHost(),
                "--port=" + address.getPort(),
                "--username=" + database.user(),
                database.name())
            .redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", database.password());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(said);
    if (process.waitFor() != 0 || !rate.find()) {
      throw new IllegalStateException("pgbench failed: " + said);
    }
    return Double.parseDouble(rate.group(1));
  }

  /** The statement of the guard; the keys are made by the server. */
  private static Path script(Database database, int batch) throws Exception {
    Path script = Files.createTempFile("duly-pgbench", ".sql");
    String phase = value(database, "SELECT last_value FROM duly_inbox_phase");
    Files.writeString(
        script,
        """
        BEGIN;
        INSERT INTO duly_inbox (bucket, scope, dedupe_key, outcome, seen_at, keep_until) SELECT u.b, u.s, u.k, 'D', duly_inbox_now(), CASE WHEN u.b < 0 THEN duly_inbox_now() ELSE TIMESTAMPTZ 'epoch' END + u.w * INTERVAL '1 microsecond' FROM (SELECT %s AS b, 1 AS s, gen_random_uuid() AS k, 604800000000 AS w FROM generate_series(1, %d)) u WHERE (SELECT last_value FROM duly_inbox_phase) = %s AND NOT EXISTS (SELECT FROM duly_inbox o WHERE o.bucket IN (%s) AND o.scope = u.s AND o.dedupe_key = u.k AND o.keep_until > duly_inbox_now()) ORDER BY u.b, u.s, u.k ON CONFLICT DO NOTHING RETURNING bucket, scope, dedupe_key, CAST(txid_current() AS TEXT);
        COMMIT;
        """
            .formatted(
                value(database, "SELECT -(last_value / 100000) FROM duly_inbox_phase"),
                batch,
                phase,
                value(
                    database,
                    "SELECT string_agg(CAST(first AS text), ', ' ORDER BY first) FROM"
                        + " duly_inbox_partition, duly_inbox_phase WHERE generation AND -first <"
                        + " last_value / 100000")));
    return script;
  }

  private static String value(Database database, String query) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Path program() throws Exception {
    Path installed = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> versions = Files.list(installed)) {
        List<Path> found =
            versions
                .map(version -> version.resolve("bin/pgbench"))
                .filter(Files::isExecutable)
                .sorted()
                .toList();
        if (!found.isEmpty()) {
          return found.get(found.size() - 1);
        }
      }
    }
    return Path.of("pgbench");
  }
}
