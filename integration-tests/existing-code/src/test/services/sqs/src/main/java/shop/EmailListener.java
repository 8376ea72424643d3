/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.annotation.SqsListenerAcknowledgementMode;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class EmailListener {
  private static final Logger log = LoggerFactory.getLogger(EmailListener.class);

  interface Mailer {
    void send(String address);
  }

  private final Mailer mailer;

  EmailListener(Mailer mailer) {
    this.mailer = mailer;
  }

  /** Deleted from the queue even when it failed. */
  @SqsListener(value = "welcome", acknowledgementMode = SqsListenerAcknowledgementMode.ALWAYS)
  void welcome(String address) {
    mailer.send(address);
  }

  /** A failure is logged and forgotten. */
  @SqsListener("receipts")
  void receipt(String address) {
    try {
      mailer.send(address);
    } catch (Exception e) {
      log.warn("no receipt for {}", address, e);
    }
  }

  /** Nobody waits for the future. */
  @SqsListener("newsletters")
  void newsletter(String address) {
    CompletableFuture.runAsync(() -> mailer.send(address));
  }

  /** Right: the library waits for the future. */
  @SqsListener("reminders")
  CompletableFuture<Void> remind(String address) {
    return CompletableFuture.runAsync(() -> mailer.send(address));
  }
}
