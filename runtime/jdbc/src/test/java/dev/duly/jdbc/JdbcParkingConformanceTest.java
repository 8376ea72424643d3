/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.EmbeddedProvider.Embedded;
import dev.duly.runtime.store.Store;
import dev.duly.testing.conformance.ParkingConformance;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class JdbcParkingConformanceTest extends ParkingConformance {
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
    return embedded.store();
  }
}
