/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.transports;

import dev.duly.kafka.KafkaTransport;
import dev.duly.runtime.transport.Transport;
import dev.duly.servers.KafkaServer;
import dev.duly.testing.conformance.TransportConformance;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class KafkaTransportTest extends TransportConformance {
  private static KafkaServer server;

  private final String prefix = UUID.randomUUID() + ".";

  @BeforeAll
  static void startServer() {
    server = KafkaServer.find();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected Transport open(Clock clock) {
    return KafkaTransport.builder(server.bootstrapServers())
        .prefix(prefix)
        .partitions(4)
        .clock(clock)
        .build();
  }
}
