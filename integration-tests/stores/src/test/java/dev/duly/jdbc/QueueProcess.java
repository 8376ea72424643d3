/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process that takes messages, writes them down in the order in which it does, and settles them.
 * With a number as its last argument it takes one batch and settles it after so many milliseconds.
 */
public final class QueueProcess {
  static final ConsumerSpec BILLING =
      new ConsumerSpec("orders", "billing", Set.of(), Duration.ofSeconds(30));
  static final ServerQueue.Terms TERMS =
      new ServerQueue.Terms(Duration.ofDays(1), Duration.ofSeconds(2));
  private static final int BATCH = 20;

  private QueueProcess() {}

  static SharedQueue queue(String url, String user, String password, ServerQueue.Terms terms) {
    return url.startsWith("jdbc:mariadb:")
        ? MariaDb.queue(url, user, password, terms)
        : PostgreSql.queue(url, user, password, terms);
  }

  static Outgoing message(String key, int number) {
    String text = key + "-" + number;
    return new Outgoing(
        BILLING.channel(),
        "order-placed",
        KeyDigest.of(text),
        key,
        Map.of("ce-id", text),
        text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Delivery delivery) {
    return new String(delivery.body(), StandardCharsets.UTF_8);
  }

  static void settle(Source source, List<Delivery> deliveries, Verdict verdict) {
    source.settle(deliveries.stream().map(each -> new Settlement(each, verdict)).toList());
  }

  public static void main(String[] args) throws Exception {
    String password = System.getenv("QUEUE_PASSWORD");
    try (SharedQueue queue = queue(args[0], args[1], password, TERMS);
        Connection connection = DriverManager.getConnection(args[0], args[1], password);
        Source source = queue.open(BILLING)) {
      if (args.length > 2) {
        takeOne(source, Long.parseLong(args[2]));
      } else {
        takeAll(source, connection);
      }
    }
  }

  private static void takeOne(Source source, long millis) throws InterruptedException {
    List<Delivery> taken = source.poll(BATCH, Duration.ofSeconds(60));
    taken.forEach(each -> System.out.println(text(each)));
    // By the clock, so that the time in which it is stopped counts.
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.sleep(10);
    }
    settle(source, taken, Verdict.EFFECT);
    System.out.println("settled");
    Thread.currentThread().join();
  }

  private static void takeAll(Source source, Connection connection) throws Exception {
    connection.setAutoCommit(false);
    while (true) {
      List<Delivery> taken = source.poll(BATCH, Duration.ofSeconds(1));
      write(connection, taken);
      // Whoever kills it after these lines often comes before the settlement.
      taken.forEach(each -> System.out.println(text(each)));
      settle(source, taken, Verdict.EFFECT);
      if (taken.isEmpty()) {
        // Whoever waits for the last settlement hears a line after it.
        System.out.println("idle");
      }
    }
  }

  static void write(Connection connection, List<Delivery> taken) throws Exception {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO taken (message, redelivered) VALUES (?, ?)")) {
      for (Delivery delivery : taken) {
        insert.setString(1, text(delivery));
        insert.setBoolean(2, delivery.redelivered());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
  }
}
