/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

class RabbitWorker {
  interface Work {
    void on(String value);
  }

  /** Acknowledged when it is delivered, not when it is done. */
  void listenHastily(Channel channel, Work work) throws IOException {
    channel.basicConsume(
        "tasks",
        true,
        (tag, delivery) -> work.on(new String(delivery.getBody(), StandardCharsets.UTF_8)),
        tag -> {});
  }

  /** Acknowledged in any case. */
  void listen(Channel channel, Work work) throws IOException {
    channel.basicConsume(
        "tasks",
        false,
        (tag, delivery) -> {
          try {
            work.on(new String(delivery.getBody(), StandardCharsets.UTF_8));
          } finally {
            channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
          }
        },
        tag -> {});
  }
}
