/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.QueueProcess.BILLING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Source;
import dev.duly.stores.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MariaDbQueueFaultsTest extends SharedQueueFaultsTest {
  MariaDbQueueFaultsTest() {
    super(Product.MARIADB);
  }

  @Override
  String numbered() {
    return "BIGINT AUTO_INCREMENT";
  }

  /** The server shows what is not on the disk yet; here that takes long. */
  @Test
  void whatTheServerHasLostIsNotTakenForWhatComesAfterIt() throws Exception {
    try (SharedQueue queue = queue();
        Source source = queue.open(BILLING)) {
      writeLogLate();
      send(queue, messages(0, 3));
      assertThat(texts(pollSome(source))).isNotEmpty();
      server().kill();
      server().start();
      assertThat(count("SELECT COUNT(*) FROM duly_queue_message")).as("not lost").isZero();

      retrying(() -> send(queue, messages(3, 6)));

      List<String> taken = new ArrayList<>();
      while (taken.size() < 3) {
        retrying(() -> taken.addAll(texts(source.poll(10, Duration.ofMillis(100)))));
      }
      assertThat(taken).containsExactly("k3-3", "k4-4", "k5-5");
    }
  }

  private void writeLogLate() throws SQLException {
    try (Connection connection = server().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL innodb_flush_log_at_timeout = 2700");
      statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
    }
  }

  private static List<String> texts(List<Delivery> deliveries) {
    return deliveries.stream().map(QueueProcess::text).toList();
  }
}
