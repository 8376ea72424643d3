/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.disk;

import dev.duly.runtime.Duly;
import dev.duly.runtime.DulyException;
import dev.duly.runtime.MessageStatus;
import dev.duly.runtime.PublishException;
import dev.duly.runtime.visibility.Observer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The application: threads that deposit as fast as they can, and the books. */
final class Bank implements AutoCloseable {
  // Where nothing can be settled, closing waits so long for it.
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int THREADS = 3;
  private static final int ACCOUNTS = 20;
  private static final int LONGEST_NOTE = 3000;

  private final Duly duly;
  private final String name;
  private final Said said;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  /** What the depositing threads were told of each deposit. */
  static class Said {
    final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    final Set<String> failed = ConcurrentHashMap.newKeySet();
    final AtomicInteger failures = new AtomicInteger();
    final Set<String> ids = ConcurrentHashMap.newKeySet();
    final Map<String, Integer> troubles = new ConcurrentHashMap<>();

    void confirmed(String id) {
      failed.remove(id);
      confirmed.add(id);
    }

    void failed(String id, Throwable failure) {
      failed.add(id);
      failures.incrementAndGet();
      ids.add(String.valueOf(idOf(failure)));
    }
  }

  Bank(Path directory, String name, Said said) {
    this.name = name;
    this.said = said;
    this.duly =
        Duly.embedded(directory)
            .prepare((tx, outbox) -> createTables(tx.connection().createStatement()))
            .observer(
                new Observer() {
                  @Override
                  public void trouble(String what, Throwable failure) {
                    said.troubles.merge(what + " " + idOf(failure), 1, Integer::sum);
                  }
                })
            .grace(GRACE)
            .handlers(new Books(), new Receipts())
            .start();
  }

  private static void createTables(Statement statement) throws SQLException {
    try (statement) {
      // Nothing here refuses a second row: that is for the guard.
      statement.execute("CREATE TABLE IF NOT EXISTS entry (deposit VARCHAR(40), note VARCHAR)");
      statement.execute("CREATE TABLE IF NOT EXISTS receipt (deposit VARCHAR(40))");
    }
  }

  /** The innermost id that tells what failed. */
  static @Nullable String idOf(Throwable failure) {
    String id = null;
    for (Throwable next = failure; next != null; next = next.getCause()) {
      id = next instanceof DulyException known ? known.id() : id;
    }
    return id;
  }

  void openCounters(long seed) {
    for (int i = 0; i < THREADS; i++) {
      String prefix = name + "-" + i + "-";
      Random random = new Random(seed + i);
      Thread thread = new Thread(() -> depositAll(prefix, random), prefix);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void depositAll(String prefix, Random random) {
    for (int i = 0; !closing; i++) {
      deposit(prefix + i, random);
    }
  }

  private void deposit(String id, Random random) {
    Deposit deposit =
        new Deposit(id, random.nextInt(ACCOUNTS), "n".repeat(random.nextInt(LONGEST_NOTE)));
    try {
      duly.publish(deposit);
      said.confirmed(id);
    } catch (PublishException e) {
      said.failed(id, e);
      // A client that has failed takes a breath.
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** No more deposits. */
  void closeCounters() throws InterruptedException {
    closing = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Deposits again what was not confirmed, with the same key, and waits until all is done. */
  boolean finish(Duration patience) throws InterruptedException {
    Random random = new Random(0);
    for (String id : Set.copyOf(said.failed)) {
      deposit(id, random);
    }
    return duly.drain(patience);
  }

  /** Whether a deposit that was confirmed is known. */
  boolean knowsOneThatWasConfirmed() {
    String id = said.confirmed.iterator().next();
    return duly.status(Deposit.class, id).overall() != MessageStatus.State.UNKNOWN;
  }

  /** How often each deposit is in a table. */
  Map<String, Integer> rows(String table) throws SQLException {
    Map<String, Integer> rows = new HashMap<>();
    duly.<SQLException>inTransaction(
        (tx, outbox) -> {
          try (Statement statement = tx.connection().createStatement();
              ResultSet found = statement.executeQuery("SELECT deposit FROM " + table)) {
            while (found.next()) {
              rows.merge(found.getString(1), 1, Integer::sum);
            }
          }
        });
    return rows;
  }

  @Override
  public void close() {
    closing = true;
    duly.close();
  }
}
