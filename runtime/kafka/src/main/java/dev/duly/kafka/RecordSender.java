/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.transport.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends; what is confirmed is on every replica in sync, once and in order. */
final class RecordSender implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final KafkaSettings settings;

  RecordSender(KafkaSettings settings) {
    this.settings = settings;
    int patience = settings.patienceMillis();
    this.producer =
        new KafkaProducer<>(
            settings.with(
                Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    patience,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    patience,
                    // Kafka goes on trying when we have given up: a later message must not
                    // overtake.
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    Integer.MAX_VALUE)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  CompletableFuture<Void> send(List<Outgoing> batch) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    if (batch.isEmpty()) {
      sent.complete(null);
    }
    AtomicInteger open = new AtomicInteger(batch.size());
    for (Outgoing message : batch) {
      try {
        // The callback tells: the future would only tell it again.
        var unused =
            producer.send(
                recordOf(message),
                (place, failure) -> {
                  if (failure != null) {
                    sent.completeExceptionally(unconfirmed(message, failure));
                  } else if (open.decrementAndGet() == 0) {
                    sent.complete(null);
                  }
                });
      } catch (KafkaException | IllegalStateException failure) {
        // What is sent of the batch is sent; nothing later of it may overtake this one.
        sent.completeExceptionally(unconfirmed(message, failure));
        break;
      }
    }
    return sent.orTimeout(3 * settings.patience().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    failure instanceof TimeoutException
                        ? unconfirmed(batch.get(0), failure)
                        : failure));
  }

  private ProducerRecord<byte[], byte[]> recordOf(Outgoing message) {
    String key = message.partitionKey();
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(
            settings.topic(message.channel()),
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            message.body());
    WireHeaders.write(message.headers(), sent.headers());
    return sent;
  }

  private TransportException unconfirmed(Outgoing message, Throwable failure) {
    return new TransportException(
        "DulyKafkaUnconfirmed",
        "Kafka at "
            + settings.brokers()
            + " has not confirmed a message of "
            + message.channel()
            + ".",
        "It may have arrived or not; sending it again is safe behind a guard.",
        failure);
  }

  @Override
  public void close() {
    producer.close(settings.patience());
  }
}
