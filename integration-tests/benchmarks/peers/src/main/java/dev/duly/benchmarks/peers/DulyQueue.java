/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.Duly;
import dev.duly.servers.Database;
import java.util.concurrent.CompletableFuture;

/** All of Duly: the queue and the store in PostgreSQL, order per key, and the guard. */
final class DulyQueue implements Contender {
  private final Duly duly;

  DulyQueue(Database database, Handled handled) {
    this.duly =
        Duly.builder()
            .transport(PostgreSql.queue(database.url(), database.user(), database.password()))
            .store(PostgreSql.store(database.url(), database.user(), database.password()))
            .handlers(new ParcelHandler(handled))
            .start();
  }

  @Override
  public void publish(long first, int count) {
    CompletableFuture<?>[] confirmed = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      confirmed[i] = duly.publishAsync(Parcel.of(first + i)).toCompletableFuture();
    }
    CompletableFuture.allOf(confirmed).join();
  }

  @Override
  public void close() {
    duly.close();
  }
}
