/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollLoopHandOffTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // It waits for the work.
        "List<Future<?>> all = new ArrayList<>(); for (var r : records) { all.add(pool.submit(() -> save(r))); } for (Future<?> each : all) { each.get(); } consumer.commitSync();",
        "List<CompletableFuture<?>> all = new ArrayList<>(); for (var r : records) { all.add(CompletableFuture.runAsync(() -> save(r), pool)); } CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join(); consumer.commitSync();",
        "List<CompletableFuture<?>> all = new ArrayList<>(); for (var r : records) { all.add(CompletableFuture.runAsync(() -> save(r), pool)); } all.forEach(CompletableFuture::join); consumer.commitSync();",
        "CountDownLatch done = new CountDownLatch(records.count()); for (var r : records) { pool.execute(() -> { save(r); done.countDown(); }); } done.await(); consumer.commitSync();",
        "Phaser done = new Phaser(1); for (var r : records) { pool.execute(() -> { save(r); done.arrive(); }); } done.arriveAndAwaitAdvance(); consumer.commitSync();",
        "List<Future<?>> all = new ArrayList<>(); for (var r : records) { all.add(pool.submit(() -> save(r))); } waitFor(all); consumer.commitSync();",
        "consumer.pause(consumer.assignment()); for (var r : records) { pool.submit(() -> save(r)); } consumer.commitSync();",
        // It commits what is done.
        "for (var r : records) { pool.submit(() -> save(r)); } consumer.commitSync(done);",
        "for (var r : records) { pool.submit(() -> save(r)); } if (idle()) { consumer.commitSync(); }",
        "boolean finished = idle(); for (var r : records) { pool.submit(() -> save(r)); } if (finished) { consumer.commitSync(); }",
        "consumer.commitSync(); for (var r : records) { pool.submit(() -> save(r)); }",
        "for (var r : records) { CompletableFuture.runAsync(() -> save(r), pool).thenRun(() -> consumer.commitSync()); }",
        // It commits nothing.
        "for (var r : records) { pool.submit(() -> save(r)); }",
        // It is not the records that go elsewhere.
        "pool.submit(() -> heartbeat()); for (var r : records) { save(r); } consumer.commitSync();",
        "List<Object> batch = new ArrayList<>(); for (var r : records) { batch.add(r); } save(batch); consumer.commitSync();",
        "for (var r : records) { own.submit(() -> save(r)); } consumer.commitSync();",
      })
  void staysSilentWhereNothingIsCommittedTooEarly(String body) {
    Compile.with(PollLoopHandOff.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", kafka(body))
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (var r : records) { ~ pool.submit(() -> save(r)); } consumer.commitSync();",
        "for (var r : records) { ~ pool.execute(() -> save(r)); } consumer.commitAsync();",
        "for (var r : records) { String v = r.value(); ~ pool.execute(() -> save(v)); } if (!records.isEmpty()) { consumer.commitSync(Duration.ofSeconds(1)); }",
        "for (var r : records) { ~ CompletableFuture.runAsync(() -> save(r)); } if (records.count() > 0) { consumer.commitSync(); }",
        "for (var r : records) { ~ queue.put(r); } consumer.commitSync();",
        "for (var r : records) { ~ queue.offer(r.value()); } consumer.commitSync();",
        "for (var r : records) { ~ queue.add(r); } consumer.commitSync();",
        "records.forEach(r -> { ~ pool.submit(() -> save(r)); }); consumer.commitSync();",
        "~ pool.submit(() -> save(records)); consumer.commitSync();",
      })
  void findsACommitThatDoesNotWait(String body) {
    Compile.with(PollLoopHandOff.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            kafka(
                body.replace(
                    "~",
                    "\n// BUG: Diagnostic contains: Billing.poll gives messages to another thread\n")))
        .finds();
  }

  @Test
  void saysWhichCallsAreMeant() {
    Compile.with(PollLoopHandOff.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            kafka(
                """
                for (var r : records) {
                  // BUG: Diagnostic contains: `pool.submit`, and acknowledges them with `consumer.commitSync()` without waiting for it: what fails there, or is not done when the process stops, is lost, since only what is not committed is polled again after a restart or a seek. Keep the futures
                  pool.submit(() -> save(r));
                }
                consumer.commitSync();
                """))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void poll(software.amazon.awssdk.services.sqs.SqsClient sqs) { for (var m : sqs.receiveMessage(r -> r.queueUrl(\"q\")).messages()) { %s pool.execute(() -> save(m)); sqs.deleteMessage(d -> d.receiptHandle(m.receiptHandle())); } }",
        "void poll(jakarta.jms.MessageConsumer consumer) throws Exception { while (true) { var m = consumer.receive(); %s pool.execute(() -> save(m)); m.acknowledge(); } }",
        "Runnable poll(org.apache.kafka.clients.consumer.KafkaConsumer<String, String> consumer) { return () -> { while (true) { for (var r : consumer.poll(Duration.ZERO)) { %s pool.execute(() -> save(r)); } consumer.commitSync(); } }; }",
      })
  void findsItInOtherLibraries(String member) {
    Compile.with(PollLoopHandOff.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            type(
                member.formatted(
                    "\n// BUG: Diagnostic contains: @SuppressWarnings(\"PollLoopHandOff\")\n")))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Nothing is fetched here: another check's question.
        "void on(org.apache.kafka.clients.consumer.Consumer<String, String> consumer, List<String> records) { for (var r : records) { pool.submit(() -> save(r)); } consumer.commitSync(); }",
        "@BestEffort(because = \"a statistic\") void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { for (var r : consumer.poll(Duration.ZERO)) { pool.submit(() -> save(r)); } consumer.commitSync(); }",
        "@SuppressWarnings(\"PollLoopHandOff\") void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { for (var r : consumer.poll(Duration.ZERO)) { pool.submit(() -> save(r)); } consumer.commitSync(); }",
        // The worker acknowledges.
        "void poll(software.amazon.awssdk.services.sqs.SqsClient sqs) { for (var m : sqs.receiveMessage(r -> r.queueUrl(\"q\")).messages()) { pool.execute(() -> { save(m); sqs.deleteMessage(d -> d.receiptHandle(m.receiptHandle())); }); } }",
      })
  void staysSilentOutsideOfPollLoopsAndWhereItIsMeant(String member) {
    Compile.with(PollLoopHandOff.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", type(member))
        .isSilent();
  }

  private static String kafka(String body) {
    return type(
        """
        void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) throws Exception {
          while (true) {
            var records = consumer.poll(Duration.ofSeconds(1));
            %s
          }
        }
        """
            .formatted(body));
  }

  private static String type(String members) {
    return """
    import java.util.concurrent.*;
    class Billing {
      interface Own { void submit(Runnable task); }
      Own own;
      ExecutorService pool;
      BlockingQueue<Object> queue;
      Map<org.apache.kafka.common.TopicPartition, org.apache.kafka.clients.consumer.OffsetAndMetadata> done;
      void save(Object order) { }
      void heartbeat() { }
      boolean idle() { return true; }
      void waitFor(List<Future<?>> all) throws Exception { for (Future<?> each : all) { each.get(); } }
      %s
    }
    """
        .formatted(members);
  }
}
