/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.scheduling.annotation.Async;

class StockListener implements MessageListener {
  private static final Logger log = LoggerFactory.getLogger(StockListener.class);

  interface Stock {
    void move(String sku);
  }

  private final Stock stock;

  StockListener(Stock stock) {
    this.stock = stock;
  }

  /** A failure is logged and forgotten. */
  @Override
  public void onMessage(Message message) {
    try {
      stock.move(((TextMessage) message).getText());
    } catch (JMSException | RuntimeException e) {
      log.error("stock not moved", e);
    }
  }

  /** Runs somewhere else, after the message is gone. */
  @Async
  @JmsListener(destination = "stock.count")
  void count(String sku) {
    stock.move(sku);
  }

  /** Right. */
  @JmsListener(destination = "stock.move")
  void move(String sku) {
    stock.move(sku);
  }
}
