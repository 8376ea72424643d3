/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.Duly;
import dev.duly.servers.Database;
import java.sql.SQLException;

/** Duly's outbox and its relay, in the order in which transactions were committed. */
final class DulyOutbox implements Contender {
  private final Duly duly;

  DulyOutbox(Database database, Handled handled) throws SQLException {
    Bookings.create(database);
    this.duly =
        Duly.builder()
            .transport(new CountingBroker(handled))
            .store(PostgreSql.store(database.url(), database.user(), database.password()))
            .start();
  }

  @Override
  public void publish(long first, int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      Parcel parcel = Parcel.of(first + i);
      duly.inTransaction(
          (transaction, outbox) -> {
            Bookings.insert(transaction.connection());
            outbox.publish(parcel);
          });
    }
  }

  @Override
  public void close() {
    duly.close();
  }
}
