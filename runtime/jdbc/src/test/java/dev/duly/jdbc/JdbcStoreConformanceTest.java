/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.EmbeddedProvider.Embedded;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.testing.conformance.StoreConformance;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class JdbcStoreConformanceTest extends StoreConformance {
  @TempDir Path directory;
  private Embedded embedded;

  @AfterEach
  void closeTransport() {
    if (embedded != null) {
      embedded.transport().close();
    }
  }

  @Override
  protected Store open(Clock clock) {
    closeTransport();
    embedded = new EmbeddedH2().open(directory, clock);
    try (UnitOfWork unit = embedded.store().begin();
        var create = unit.transaction().connection().createStatement()) {
      create.execute("CREATE TABLE IF NOT EXISTS conformance (id VARCHAR PRIMARY KEY)");
      unit.commit();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return embedded.store();
  }

  @Override
  protected void writeRow(UnitOfWork unit, String key) throws SQLException {
    try (var create =
        unit.transaction().connection().prepareStatement("INSERT INTO conformance VALUES (?)")) {
      create.setString(1, key);
      create.executeUpdate();
    }
  }

  @Override
  protected boolean hasRow(Store store, String key) throws SQLException {
    try (UnitOfWork unit = store.begin();
        var select =
            unit.transaction()
                .connection()
                .prepareStatement("SELECT 1 FROM conformance WHERE id = ?")) {
      select.setString(1, key);
      return select.executeQuery().next();
    }
  }
}
