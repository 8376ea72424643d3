/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;

/** Batches, an executor and a helper. */
class PriceListener {
  private static final Logger log = LoggerFactory.getLogger(PriceListener.class);

  interface Prices {
    void update(String sku, String price);
  }

  private final Prices prices;
  private final ExecutorService pool;

  PriceListener(Prices prices, ExecutorService pool) {
    this.prices = prices;
    this.pool = pool;
  }

  /** Returns before the work is done. */
  @KafkaListener(topics = "prices", groupId = "web")
  void onPrice(ConsumerRecord<String, String> price) {
    pool.submit(() -> prices.update(price.key(), price.value()));
  }

  @KafkaListener(topics = "prices", groupId = "search", batch = "true")
  void onPrices(List<ConsumerRecord<String, String>> batch) {
    batch.forEach(this::index);
  }

  private void index(ConsumerRecord<String, String> price) {
    try {
      prices.update(price.key(), price.value());
    } catch (RuntimeException e) {
      log.warn("skipped {}", price.key(), e);
    }
  }
}
