/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class KafkaWorker {
  private static final Logger log = LoggerFactory.getLogger(KafkaWorker.class);

  interface Work {
    void on(String value);
  }

  private final Consumer<String, String> consumer;
  private final Producer<String, String> producer;
  private final ExecutorService pool;
  private final Work work;

  KafkaWorker(
      Consumer<String, String> consumer,
      Producer<String, String> producer,
      ExecutorService pool,
      Work work) {
    this.consumer = consumer;
    this.producer = producer;
    this.pool = pool;
    this.work = work;
  }

  /** Commits what is only handed over. */
  void pollAndHandOff() {
    while (!Thread.currentThread().isInterrupted()) {
      for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
        pool.execute(() -> work.on(record.value()));
      }
      consumer.commitSync();
    }
  }

  /** Right. */
  void pollAndWork() {
    while (!Thread.currentThread().isInterrupted()) {
      for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
        work.on(record.value());
      }
      consumer.commitSync();
    }
  }

  /** Goes on with what could not be read. */
  private void handle(ConsumerRecord<String, String> record) {
    Integer amount = null;
    try {
      amount = Integer.parseInt(record.value());
    } catch (Exception e) {
      log.warn("not a number: {}", record.value());
    }
    work.on("amount " + amount);
  }

  void one(ConsumerRecord<String, String> record) {
    handle(record);
  }

  void tell(String event) {
    var unused = producer.send(new ProducerRecord<>("events", event));
  }
}
