/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.EmbeddedProvider;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The embedded default: one H2 file, {@code duly.mv.db}, as store and durable queue.
 *
 * <p>What is confirmed or committed survives the death of the process at any moment. It is handed
 * to the operating system, not forced to the disk: a power failure may take the last moments.
 */
public final class EmbeddedH2 implements EmbeddedProvider {

  @Override
  public Embedded open(Path directory, Clock clock) {
    DirectoryLock lock = DirectoryLock.take(directory);
    Database database;
    try {
      database = H2File.open(lock);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
    try {
      return new Embedded(new JdbcStore(database, clock), new JdbcQueue(database, clock));
    } catch (RuntimeException | Error e) {
      database.closeNow();
      throw e;
    }
  }
}
