/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandOffBeforeAckTest {
  private static final String KAFKA = "@org.springframework.kafka.annotation.KafkaListener ";

  private static String type(String members) {
    return """
        import java.util.concurrent.*;
        class Billing {
          static final Logger LOG = LoggerFactory.getLogger(Billing.class);
          interface Store {
            void save(Object order);
            Integer count(Object order);
            reactor.core.publisher.Mono<String> saved(Object order);
            io.smallrye.mutiny.Uni<String> stored(Object order);
          }
          /** Named like one, and none. */
          interface Pool { void execute(Runnable r); void submit(Runnable r); }
          static class Job implements Runnable {
            final com.rabbitmq.client.Channel channel;
            Job(com.rabbitmq.client.Channel channel, Object order) { this.channel = channel; }
            @Override public void run() { try { channel.basicAck(1L, false); } catch (java.io.IOException e) { throw new IllegalStateException(e); } }
          }
          static class Worker extends Thread {
            Worker(Object order) { }
          }
          Store store;
          Pool pool;
          Executor executor;
          ExecutorService service;
          ScheduledExecutorService scheduled;
          org.springframework.core.task.TaskExecutor spring;
          org.springframework.core.task.SyncTaskExecutor inPlace;
          org.springframework.core.task.AsyncTaskExecutor async;
          com.rabbitmq.client.Channel field;
          List<Future<?>> futures;
          %s
        }
        """
        .formatted(members);
  }

  private Compile compile(String members) {
    return Compile.with(HandOffBeforeAck.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", type(members));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // By type, not by name.
        "pool.execute(() -> store.save(order));",
        "pool.submit(() -> store.save(order));",
        "inPlace.execute(() -> store.save(order));",
        "new Worker(order).run();",
        // Done before the handler returns.
        "store.save(order);",
        "CompletableFuture.runAsync(() -> store.save(order)).join();",
        "try { service.submit(() -> store.save(order)).get(); } catch (Exception e) { throw new IllegalStateException(e); }",
        "Future<?> f = service.submit(() -> store.save(order)); try { f.get(); } catch (Exception e) { throw new IllegalStateException(e); }",
        "futures.add(service.submit(() -> store.save(order)));",
        "CountDownLatch done = new CountDownLatch(1); executor.execute(() -> { store.save(order); done.countDown(); }); try { done.await(); } catch (InterruptedException e) { throw new IllegalStateException(e); }",
        "Thread t = new Thread(() -> store.save(order)); t.start(); try { t.join(); } catch (InterruptedException e) { throw new IllegalStateException(e); }",
        "store.saved(order).block();",
        // Nothing of the message.
        "executor.execute(() -> store.save(\"tick\"));",
        "String tick = \"tick\"; executor.execute(() -> store.save(tick));",
        "new Thread(() -> store.save(this)).start();",
        "store.saved(\"tick\").subscribe();",
        // No work.
        "executor.execute(() -> LOG.info(\"got {}\", order));",
        "scheduled.schedule(() -> LOG.info(\"got {}\", order), 1, TimeUnit.SECONDS);",
        "scheduled.schedule(() -> LOG.info(\"got {}\", order), order.length(), TimeUnit.SECONDS);",
        "scheduled.schedule(() -> store.save(\"tick\"), order.length(), TimeUnit.SECONDS);",
        // On somebody else's path.
        "futures.removeIf(f -> { executor.execute(() -> store.save(order)); return true; });",
      })
  void staysSilentWhereNothingIsLeftToDo(String body) {
    compile(KAFKA + "void on(String order) { " + body + " }").isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The future goes to the library.
        "@org.springframework.kafka.annotation.KafkaListener CompletableFuture<Void> on(String order) { return CompletableFuture.runAsync(() -> store.save(order)); }",
        "@org.eclipse.microprofile.reactive.messaging.Incoming(\"c\") CompletionStage<Void> on(String order) { CompletableFuture<Void> done = new CompletableFuture<>(); executor.execute(() -> { store.save(order); done.complete(null); }); return done; }",
        // No handler.
        "void on(String order) { executor.execute(() -> store.save(order)); }",
        "private void on(org.apache.kafka.clients.consumer.ConsumerRecord<String, String> order) { executor.execute(() -> store.save(order)); }",
        // The acknowledgement belongs to the work.
        "@org.springframework.kafka.annotation.KafkaListener void on(String order, org.springframework.kafka.support.Acknowledgment ack) { executor.execute(() -> { store.save(order); ack.acknowledge(); }); }",
        "@org.springframework.kafka.annotation.KafkaListener void on(String order, org.springframework.kafka.support.Acknowledgment ack) { store.saved(order).doOnSuccess(x -> ack.acknowledge()).subscribe(); }",
        "@org.springframework.kafka.annotation.KafkaListener void on(String order, org.springframework.kafka.support.Acknowledgment ack) { store.stored(order).onTermination().invoke(ack::acknowledge).subscribe().with(x -> { }); }",
        "@org.springframework.kafka.annotation.KafkaListener void on(String order, org.springframework.kafka.support.Acknowledgment ack) { executor.execute(() -> futures.forEach(f -> save(order, ack))); } void save(String order, org.springframework.kafka.support.Acknowledgment ack) { }",
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String order, com.rabbitmq.client.Channel channel) { executor.execute(new Job(channel, order)); }",
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String order) { executor.execute(() -> work(order)); } void work(String order) { store.save(order); settle(); } void settle() { try { field.basicNack(1L, false, true); } catch (java.io.IOException e) { throw new IllegalStateException(e); } }",
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String order) { executor.execute(new Job(null, order)); }",
        "io.nats.client.MessageHandler h = order -> executor.execute(() -> store.save(order));",
        "@org.springframework.kafka.annotation.KafkaListener @BestEffort(because = \"a statistic\") void on(String order) { executor.execute(() -> store.save(order)); }",
        "@org.springframework.kafka.annotation.KafkaListener @SuppressWarnings(\"HandOffBeforeAck\") void on(String order) { executor.execute(() -> store.save(order)); }",
      })
  void staysSilentWhereSomebodyAnswersForTheMessage(String members) {
    compile(members).isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "executor.execute(() -> store.save(order))",
        "service.submit(() -> store.save(order))",
        "service.submit(() -> store.count(order))",
        "scheduled.schedule(() -> store.save(order), 1, TimeUnit.SECONDS)",
        "spring.execute(() -> store.save(order))",
        "async.submit(() -> store.save(order))",
        "CompletableFuture.runAsync(() -> store.save(order))",
        "CompletableFuture.runAsync(() -> store.save(order), executor)",
        "CompletableFuture.supplyAsync(() -> store.count(order)).thenAccept(n -> LOG.info(\"{}\", n))",
        "new Thread(() -> store.save(order)).start()",
        "new Worker(order).start()",
        "store.saved(order).subscribe()",
        "store.saved(order).subscribe(x -> LOG.info(\"{}\", x), e -> LOG.error(\"x\", e))",
        "reactor.core.publisher.Flux.just(order).flatMap(store::saved).subscribe()",
        "store.stored(order).subscribe().with(x -> { })",
        "store.stored(order).subscribeAsCompletionStage()",
      })
  void findsWorkThatGoesOnAfterTheHandler(String call) {
    compile(
            KAFKA
                + "void on(String order) {\n"
                + "// BUG: Diagnostic contains: Billing.on hands its work to another thread with\n"
                + call
                + "; }")
        .finds();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void findsVirtualThreads() {
    compile(
            KAFKA
                + """
                void on(String order) {
                  // BUG: Diagnostic contains: with startVirtualThread
                  Thread.startVirtualThread(() -> store.save(order));
                  // BUG: Diagnostic contains: with start
                  Thread.ofVirtual().start(() -> store.save(order));
                  try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
                    all.submit(() -> store.save(order));
                  }
                }
                """)
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String id = order.trim(); //\nexecutor.execute(() -> store.save(id));",
        "String id; id = order.trim(); String copy = id; //\nexecutor.execute(() -> store.save(copy));",
        "for (String line : order.split(\",\")) //\nexecutor.execute(() -> store.save(line));",
        "List.of(order).forEach(line -> //\nexecutor.execute(() -> store.save(line)));",
        "Object any = order; if (any instanceof CharSequence text) { //\nexecutor.execute(() -> store.save(text)); }",
        "Thread thread = new Thread(() -> store.save(order)); //\nthread.start();",
        // A wait before it, or on another thread, does not wait for it.
        "CompletableFuture.completedFuture(1).join(); //\nexecutor.execute(() -> store.save(order));",
        "//\nexecutor.execute(() -> { store.save(order); CompletableFuture.completedFuture(1).join(); });",
      })
  void followsTheMessageThroughLocals(String body) {
    compile(
            KAFKA
                + "void on(String order) { "
                + body.replace("//\n", "\n// BUG: Diagnostic contains: Billing.on hands\n")
                + " }")
        .finds();
  }

  @Test
  void findsAnAcknowledgementThatComesFirst() {
    compile(
            KAFKA
                + """
                void on(String order, org.springframework.kafka.support.Acknowledgment ack) {
                  // BUG: Diagnostic contains: Billing.on hands
                  executor.execute(() -> store.save(order));
                  ack.acknowledge();
                }
                """)
        .finds();
  }

  @Test
  void findsItInHelpersOfTheHandler() {
    compile(
            KAFKA
                + """
                void on(String order) { later(order); }
                private void later(String order) {
                  // BUG: Diagnostic contains: Billing.on hands its work to another thread with execute in later and returns
                  executor.execute(() -> store.save(order));
                }
                """)
        .finds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String order) { %s; } | the container gives it back to RabbitMQ",
        "@org.springframework.jms.annotation.JmsListener(destination = \"q\") void on(jakarta.jms.Message order) { %s; } | the container rolls back",
        "@io.awspring.cloud.sqs.annotation.SqsListener(\"q\") void on(String order) { %s; } | SQS delivers it again",
        "@org.eclipse.microprofile.reactive.messaging.Incoming(\"c\") void on(String order) { %s; } | the message is nacked",
        "@org.axonframework.eventhandling.EventHandler void on(String order) { %s; } | the processor retries",
        "@io.micronaut.configuration.kafka.annotation.KafkaListener static class In { Executor executor; Store store; @io.micronaut.configuration.kafka.annotation.Topic(\"t\") void on(String order) { %s; } } | error strategy",
        "@org.springframework.context.annotation.Bean java.util.function.Consumer<String> charge() { return order -> %s; } | the binder retries it",
        "org.springframework.kafka.listener.MessageListener<String, String> l = order -> { %s; }; | error handler retries it",
        "@MessageHandler void on(String order) { %s; } | say why: @BestEffort",
      })
  void saysWhatTheLibraryDoes(String member, String says) {
    compile(
            member.formatted(
                "\n// BUG: Diagnostic contains: "
                    + says
                    + "\nexecutor.execute(() -> store.save(order))"))
        .finds();
  }

  @Test
  void knowsTheNamesOfOlderMajors() {
    Compile.with(HandOffBeforeAck.class, getClass())
        .on(Libraries.PREVIOUS)
        .file(
            "Billing.java",
            """
            class Billing {
              interface Store { void save(Object order); }
              Store store;
              org.springframework.core.task.TaskExecutor executor;
              @org.springframework.jms.annotation.JmsListener(destination = "q")
              void on(javax.jms.Message order) {
                // BUG: Diagnostic contains: Billing.on hands
                executor.execute(() -> store.save(order));
              }
            }
            """)
        .finds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CompletableFuture.runAsync(() -> store.save(order)); | store.save(order);",
        "CompletableFuture.supplyAsync(() -> store.count(order)); | store.count(order);",
        "new Thread(() -> store.save(order)).start(); | store.save(order);",
        "CompletableFuture.runAsync(() -> { store.save(order); store.save(order); }); | { store.save(order); store.save(order); }",
        // An executor may be there to do one thing at a time, and a return would leave the handler.
        "executor.execute(() -> store.save(order)); | executor.execute(() -> store.save(order));",
        "CompletableFuture.runAsync(() -> store.save(order), executor); | CompletableFuture.runAsync(() -> store.save(order), executor);",
        "CompletableFuture.runAsync(() -> { store.save(order); return; }); store.count(1); | CompletableFuture.runAsync(() -> { store.save(order); return; }); store.count(1);",
        "CompletableFuture.runAsync(() -> { store.save(order); throw new IllegalStateException(); }); store.count(1); | CompletableFuture.runAsync(() -> { store.save(order); throw new IllegalStateException(); }); store.count(1);",
        "new Worker(() -> store.save(order)).start(); | new Worker(() -> store.save(order)).start();",
        "CompletableFuture.runAsync(() -> store.save(order)).thenRun(() -> { }); | CompletableFuture.runAsync(() -> store.save(order)).thenRun(() -> { });",
        "CompletableFuture.supplyAsync(() -> 1 + store.count(order)); | CompletableFuture.supplyAsync(() -> 1 + store.count(order));",
      })
  void doesTheWorkInPlaceWhereNoThreadWasChosen(String before, String after) {
    String source =
        """
        import java.util.concurrent.*;
        class Billing {
          interface Store { void save(Object order); int count(Object order); }
          Store store;
          Executor executor;
          static class Worker extends Thread { Worker(Runnable task) { super(task); } }
          @dev.duly.MessageHandler void on(String order) { %s }
        }
        """;
    Compile.fixesOn(
        Libraries.CURRENT,
        HandOffBeforeAck.class,
        getClass(),
        "Billing.java",
        source.formatted(before),
        source.formatted(after));
  }
}
