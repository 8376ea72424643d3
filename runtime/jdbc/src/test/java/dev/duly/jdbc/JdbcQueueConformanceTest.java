/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.EmbeddedProvider.Embedded;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.conformance.TransportConformance;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class JdbcQueueConformanceTest extends TransportConformance {
  @TempDir Path directory;
  private Embedded embedded;

  @AfterEach
  void closeStore() {
    if (embedded != null) {
      embedded.store().close();
    }
  }

  @Override
  protected Transport open(Clock clock) {
    closeStore();
    embedded = new EmbeddedH2().open(directory, clock);
    return embedded.transport();
  }
}
