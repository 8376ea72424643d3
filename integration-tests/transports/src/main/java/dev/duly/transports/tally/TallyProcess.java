/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.transports.tally;

import dev.duly.jdbc.PostgreSql;
import dev.duly.kafka.KafkaTransport;
import dev.duly.runtime.Duly;
import java.time.Duration;

/**
 * The application as a process: {@code bootstrap-servers prefix url user}, the password in {@code
 * TALLY_PASSWORD}. It says {@code ready}, works until its input ends, and then stops in good order.
 */
public final class TallyProcess {
  private TallyProcess() {}

  public static void main(String[] arguments) throws Exception {
    Duly duly =
        Duly.builder()
            .source("tally")
            .transport(transport(arguments[0], arguments[1]))
            .store(PostgreSql.store(arguments[2], arguments[3], System.getenv("TALLY_PASSWORD")))
            .handlers(new Tally())
            .start();
    System.out.println("ready");
    System.out.flush();
    while (System.in.read() >= 0) {
      // Whatever is said: only the end counts.
    }
    duly.close();
  }

  /** Who does not answer is missed after three seconds; a call may take five. */
  public static KafkaTransport transport(String bootstrapServers, String prefix) {
    return KafkaTransport.builder(bootstrapServers)
        .prefix(prefix)
        .property("session.timeout.ms", 3000)
        .property("heartbeat.interval.ms", 500)
        .patience(Duration.ofSeconds(5))
        .build();
  }
}
