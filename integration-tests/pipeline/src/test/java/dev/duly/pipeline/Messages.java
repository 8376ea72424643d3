/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import dev.duly.Request;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.KeyText;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.MessageType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The messages of these tests, with the contracts the processor would write. */
final class Messages {
  private Messages() {}

  /** An order: keyed by its id, in order by customer. */
  record Ordered(String id, String customer, int amount, @Nullable Instant at) {
    Ordered(String id, String customer, int amount) {
      this(id, customer, amount, null);
    }
  }

  record Paid(String id, int amount) {}

  record PriceRequest(String id, String sku) implements Request<Price> {}

  record Price(String sku, int cents) {}

  static final MessageContract<Ordered> ORDERED =
      new MessageContract<>() {
        private final MessageType<Ordered> type =
            MessageType.event(Ordered.class, "orders", "ordered");

        @Override
        public MessageType<Ordered> type() {
          return type;
        }

        @Override
        public MessageKey idempotencyKey(Ordered message) {
          return new KeyDigest().text("id", message.id()).toKey();
        }

        @Override
        public String partitionKey(Ordered message) {
          return new KeyText().text("customer", message.customer()).toKey();
        }

        @Override
        public @Nullable Instant occurredAt(Ordered message) {
          return message.at();
        }
      };

  static final MessageContract<Paid> PAID =
      new MessageContract<>() {
        private final MessageType<Paid> type = MessageType.event(Paid.class, "payments", "paid");

        @Override
        public MessageType<Paid> type() {
          return type;
        }

        @Override
        public MessageKey idempotencyKey(Paid message) {
          return new KeyDigest().text("id", message.id()).toKey();
        }
      };

  static final MessageContract<PriceRequest> PRICE_REQUEST =
      new MessageContract<>() {
        private final MessageType<PriceRequest> type =
            MessageType.request(PriceRequest.class, "prices", "price-request", Price.class);

        @Override
        public MessageType<PriceRequest> type() {
          return type;
        }

        @Override
        public MessageKey idempotencyKey(PriceRequest message) {
          return new KeyDigest().text("id", message.id()).toKey();
        }
      };
}
