/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.ExecutorSubmitter;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.zaxxer.hikari.HikariDataSource;
import dev.duly.servers.Database;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * transaction-outbox of gruelbox, unordered as it is unless told otherwise. After the commit a
 * worker makes the call and deletes its row, one transaction each. Its flush, which finds what a
 * crash has left, is for once a minute and does not run here.
 */
final class TransactionOutboxPeer implements Contender {
  private final HikariDataSource pool;
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
  private final TransactionManager transactions;
  private final TransactionOutbox outbox;

  TransactionOutboxPeer(Database database, Handled handled) throws SQLException {
    Bookings.create(database);
    this.pool = Pools.open(database);
    this.transactions = TransactionManager.fromDataSource(pool);
    this.outbox =
        TransactionOutbox.builder()
            .transactionManager(transactions)
            .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
            .submitter(ExecutorSubmitter.builder().executor(workers).build())
            .instantiator(Instantiator.using(type -> new CountingSender(handled)))
            .build();
  }

  /** What the application calls, and the outbox makes the call later. */
  public interface Sender {
    void send(long number, String body);
  }

  /** The broker. */
  public record CountingSender(Handled handled) implements Sender {
    @Override
    public void send(long number, String body) {
      handled.one();
    }
  }

  @Override
  public void publish(long first, int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      long number = first + i;
      transactions.inTransactionThrows(
          transaction -> {
            Bookings.insert(transaction.connection());
            outbox.schedule(Sender.class).send(number, Parcel.BODY);
          });
    }
  }

  @Override
  public void close() {
    workers.shutdown();
    try {
      // The row of a call that was made is still to be deleted.
      if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("its workers do not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      pool.close();
    }
  }
}
