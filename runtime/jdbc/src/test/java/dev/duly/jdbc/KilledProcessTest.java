/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.EmbeddedQueue.consumer;
import static dev.duly.jdbc.EmbeddedQueue.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.StartupException;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
  private static final int ROUNDS = 4;

  @TempDir Path directory;

  @Test
  void whatWasConfirmedSurvivesAndWhatWasNotIsThereWhollyOrNotAtAll() throws Exception {
    createBusinessTable();
    Random random = new Random(42);
    Set<String> tried = new HashSet<>();
    Set<String> committed = new HashSet<>();
    Set<String> sent = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      int killAfter = 200 + random.nextInt(2000);
      try (ChildProcess child = new ChildProcess("work", directory.toString(), "r" + round)) {
        int heard = 0;
        // Everything it said before it died was confirmed, also what is still in the pipe.
        for (String line = child.line(); line != null; line = child.line()) {
          List<String> words = List.of(line.split(" ", 2));
          Map.of("try", tried, "committed", committed, "sent", sent)
              .get(words.get(0))
              .add(words.get(1));
          if (++heard == killAfter) {
            child.kill();
          }
        }
        assertThat(heard).isGreaterThanOrEqualTo(killAfter);
      }
      check(tried, committed, sent);
    }
  }

  private void createBusinessTable() throws Exception {
    try (EmbeddedQueue db = new EmbeddedQueue(directory);
        UnitOfWork unit = db.store.begin();
        Statement statement = unit.transaction().connection().createStatement()) {
      statement.execute("CREATE TABLE business (id VARCHAR(50), half INT, PRIMARY KEY (id, half))");
    }
  }

  private void check(Set<String> tried, Set<String> committed, Set<String> sent) throws Exception {
    try (EmbeddedQueue db = new EmbeddedQueue(directory)) {
      Map<String, Integer> halves = new HashMap<>();
      try (UnitOfWork unit = db.store.begin()) {
        Connection connection = unit.transaction().connection();
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT id FROM business")) {
          while (rows.next()) {
            halves.merge(rows.getString(1), 1, Integer::sum);
          }
        }
      }
      Set<String> outbox = new HashSet<>();
      for (OutboxEntry entry : db.store.outbox(1_000_000)) {
        outbox.add(entry.message().partitionKey());
      }
      assertThat(halves.keySet()).containsAll(committed).isEqualTo(outbox);
      assertThat(halves.values()).containsOnly(2);
      for (String id : tried) {
        assertThat(db.store.outcome("crash", key(id)).isPresent()).isEqualTo(outbox.contains(id));
      }
      try (Source source = db.transport.open(consumer("orders", "billing"))) {
        Set<String> queued = new HashSet<>();
        for (Delivery delivery : source.poll(1_000_000, Duration.ZERO)) {
          queued.add(new String(delivery.body(), StandardCharsets.UTF_8));
        }
        assertThat(queued).containsAll(sent).isSubsetOf(tried);
      }
    }
  }

  @Test
  void theLastSmallWritesAreFoundThoughSpaceWasReused() throws Exception {
    Random random = new Random(42);
    Set<String> sent = new HashSet<>();
    for (int round = 0; round < 2 * ROUNDS; round++) {
      int killAfter = 500 + random.nextInt(3000);
      try (ChildProcess child = new ChildProcess("trickle", directory.toString(), "r" + round)) {
        int heard = 0;
        for (String line = child.line(); line != null; line = child.line()) {
          sent.add(line.substring("sent ".length()));
          if (++heard == killAfter) {
            child.kill();
          }
        }
      }
      try (EmbeddedQueue db = new EmbeddedQueue(directory);
          Source source = db.transport.open(consumer("orders", "billing"))) {
        Set<String> queued = new HashSet<>();
        for (Delivery delivery : source.poll(1_000_000, Duration.ZERO)) {
          queued.add(new String(delivery.body(), StandardCharsets.UTF_8));
        }
        assertThat(queued).containsAll(sent);
      }
    }
  }

  @Test
  void aSecondProcessIsRefusedUntilTheFirstIsGone() throws Exception {
    try (ChildProcess child = new ChildProcess("hold", directory.toString())) {
      assertThat(child.line()).isEqualTo("open");
      assertThatThrownBy(() -> new EmbeddedQueue(directory))
          .isInstanceOf(StartupException.class)
          .hasMessageStartingWith("[DulyEmbeddedInUse]")
          .hasMessageContaining(directory.toRealPath().toString());
    }
    new EmbeddedQueue(directory).close();
  }
}
