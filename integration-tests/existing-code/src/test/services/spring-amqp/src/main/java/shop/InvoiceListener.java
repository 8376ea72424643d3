/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.messaging.handler.annotation.Header;

class InvoiceListener {
  private static final Logger log = LoggerFactory.getLogger(InvoiceListener.class);

  private final JdbcTemplate db;
  private final RabbitTemplate rabbit;

  InvoiceListener(JdbcTemplate db, RabbitTemplate rabbit) {
    this.db = db;
    this.rabbit = rabbit;
  }

  /** Acknowledged before it is handled. */
  @RabbitListener(queues = "invoices", ackMode = "NONE")
  void store(String invoice) {
    db.update("INSERT INTO invoice(number) VALUES (?)", invoice);
  }

  /** Acknowledged after a failure that is only logged. */
  @RabbitListener(queues = "payments", ackMode = "MANUAL")
  void pay(String invoice, Channel channel, @Header(AmqpHeaders.DELIVERY_TAG) long tag)
      throws IOException {
    try {
      db.update("UPDATE invoice SET paid = TRUE WHERE number = ?", invoice);
    } catch (Exception e) {
      log.error("payment of {} failed", invoice, e);
    }
    channel.basicAck(tag, false);
  }

  /** The flag says whether it worked; the parameter is whether to acknowledge all before it. */
  @RabbitListener(queues = "reminders", ackMode = "MANUAL")
  void remind(String invoice, Channel channel, @Header(AmqpHeaders.DELIVERY_TAG) long tag)
      throws IOException {
    channel.basicAck(tag, isOpen(invoice));
  }

  /** Right: refused where it fails. */
  @RabbitListener(queues = "dunning", ackMode = "MANUAL")
  void dun(String invoice, Channel channel, @Header(AmqpHeaders.DELIVERY_TAG) long tag)
      throws IOException {
    try {
      db.update("UPDATE invoice SET dunned = TRUE WHERE number = ?", invoice);
      channel.basicAck(tag, false);
    } catch (Exception e) {
      log.error("dunning of {} failed", invoice, e);
      channel.basicNack(tag, false, true);
    }
  }

  /** Each delivery gets another id, so nobody can tell the copies apart from new ones. */
  @RabbitListener(queues = "corrections")
  void correct(String invoice) {
    Correction correction = new Correction();
    correction.setId(UUID.randomUUID().toString());
    correction.setInvoice(invoice);
    rabbit.convertAndSend("corrected", correction);
  }

  /** Acknowledged first: what fails after that is gone. */
  @RabbitListener(queues = "statements", ackMode = "MANUAL")
  void state(String invoice, Channel channel, @Header(AmqpHeaders.DELIVERY_TAG) long tag)
      throws IOException {
    channel.basicAck(tag, false);
    db.update("UPDATE invoice SET stated = TRUE WHERE number = ?", invoice);
  }

  private boolean isOpen(String invoice) {
    Integer open =
        db.queryForObject(
            "SELECT COUNT(*) FROM invoice WHERE number = ? AND NOT paid", Integer.class, invoice);
    return open != null && open > 0;
  }
}
