/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class SqsWorker {
  private static final Logger log = LoggerFactory.getLogger(SqsWorker.class);

  interface Work {
    void on(String body);
  }

  private final SqsClient sqs;
  private final Work work;
  private final String queue;

  SqsWorker(SqsClient sqs, Work work, String queue) {
    this.sqs = sqs;
    this.work = work;
    this.queue = queue;
  }

  void poll() {
    List<Message> messages = sqs.receiveMessage(r -> r.queueUrl(queue)).messages();
    messages.forEach(this::handle);
  }

  /** Deleted from the queue whatever happened. */
  private void handle(Message message) {
    try {
      work.on(message.body());
    } catch (Exception e) {
      log.error("message {} failed", message.messageId(), e);
    }
    sqs.deleteMessage(d -> d.queueUrl(queue).receiptHandle(message.receiptHandle()));
  }
}
