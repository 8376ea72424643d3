/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.EmbeddedQueue.key;
import static dev.duly.jdbc.EmbeddedQueue.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.UnitOfWork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcStoreTest {
  @TempDir Path directory;

  private static ClaimRequest request(String text) {
    return new ClaimRequest("billing/order-placed", key(text), Duration.ofDays(7), false);
  }

  private static List<Claim.State> states(List<Claim> claims) {
    return claims.stream().map(Claim::state).toList();
  }

  @Test
  void aClaimedKeyIsADuplicateOnceCommitted() {
    try (EmbeddedQueue db = new EmbeddedQueue(directory)) {
      try (UnitOfWork unit = db.store.begin()) {
        assertThat(states(unit.claim(List.of(request("b"), request("a")))))
            .containsExactly(Claim.State.FRESH, Claim.State.FRESH);
        unit.enqueue(List.of(message("payments", "a", "paid")));
        unit.commit();
      }
      try (UnitOfWork unit = db.store.begin()) {
        assertThat(states(unit.claim(List.of(request("a"), request("c"), request("b")))))
            .containsExactly(Claim.State.DUPLICATE, Claim.State.FRESH, Claim.State.DUPLICATE);
      }
      assertThat(db.store.outcome("billing/order-placed", key("c"))).isEmpty();
      List<OutboxEntry> outbox = db.store.outbox(10);
      assertThat(outbox)
          .singleElement()
          .satisfies(e -> assertThat(e.message().channel()).isEqualTo("payments"));
      db.store.removeFromOutbox(outbox);
      assertThat(db.store.outbox(10)).isEmpty();
      assertThat(db.store.recordAttempt("s", key("a"))).isEqualTo(1);
      assertThat(db.store.recordAttempt("s", key("a"))).isEqualTo(2);
      db.store.clearAttempts("s", key("a"));
      assertThat(db.store.recordAttempt("s", key("a"))).isEqualTo(1);
    }
  }
}
