/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import io.nats.client.Dispatcher;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class NatsWorker {
  private static final Logger log = LoggerFactory.getLogger(NatsWorker.class);

  interface Work {
    void on(String value);
  }

  private final Work work;

  NatsWorker(Work work) {
    this.work = work;
  }

  void listen(JetStream stream, Dispatcher dispatcher) throws IOException, JetStreamApiException {
    stream.subscribe(
        "tasks", dispatcher, this::handle, false, PushSubscribeOptions.builder().build());
  }

  /** Three attempts, then as if it had worked. */
  private void handle(Message message) {
    for (int attempt = 1; attempt <= 3; attempt++) {
      try {
        work.on(new String(message.getData(), StandardCharsets.UTF_8));
        break;
      } catch (Exception e) {
        log.warn("attempt {} failed", attempt, e);
      }
    }
    message.ack();
  }
}
