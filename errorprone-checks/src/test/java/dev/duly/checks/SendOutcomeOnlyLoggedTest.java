/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SendOutcomeOnlyLoggedTest {
  private static final String FAILED = "if (e != null) { LOG.error(\"x\", e); }";

  private static Compile shop(String... bodies) {
    return Compile.with(SendOutcomeOnlyLogged.class, SendOutcomeOnlyLoggedTest.class)
        .on(Libraries.CURRENT)
        .file("Shop.java", source("", bodies));
  }

  private static String source(String head, String... bodies) {
    return """
        import io.smallrye.reactive.messaging.MutinyEmitter;
        import java.util.concurrent.*;
        import org.apache.kafka.clients.producer.*;
        import org.eclipse.microprofile.reactive.messaging.Emitter;
        import org.springframework.kafka.core.KafkaTemplate;
        import org.springframework.kafka.support.SendResult;
        class Shop {
          static final Logger LOG = LoggerFactory.getLogger(Shop.class);
          interface Outbox { void sent(String id); void failed(String id); }
          Outbox outbox;
          KafkaTemplate<String, String> template;
          KafkaTemplate<String, String> telemetry;
          org.apache.kafka.clients.producer.Producer<String, String> producer;
          Emitter<String> emitter;
          MutinyEmitter<String> mutiny;
          ProducerRecord<String, String> made;
          CompletableFuture<String> other;
          void logged(Object result, Throwable e) { LOG.error("x", e); }
          void kept(Object result, Throwable e) { outbox.failed("x"); }
          void use(Object any) { }
          %s
          void place(String id, List<String> orders) throws Exception {
            %s
          }
        }
        """
        .formatted(
            head, Stream.of(bodies).map("{ %s }\n"::formatted).collect(Collectors.joining()));
  }

  private static String[] found(String... statements) {
    return Stream.of(statements)
        .map(
            each -> {
              int last = each.startsWith("CompletableFuture") ? each.indexOf("; ") + 1 : 0;
              return each.substring(0, last)
                  + "\n// BUG: Diagnostic contains: Shop.place only logs it when send\n"
                  + each.substring(last);
            })
        .toArray(String[]::new);
  }

  @Test
  void staysSilentWhereSomebodyGetsTheFailure() {
    shop(
            "template.send(\"t\", id).whenComplete((r, e) -> { " + FAILED + " }).join();",
            "template.send(\"t\", id).whenComplete((r, e) -> { "
                + FAILED
                + " }).get(1, TimeUnit.SECONDS);",
            "use(template.send(\"t\", id).whenComplete((r, e) -> { " + FAILED + " }));",
            "CompletableFuture<SendResult<String, String>> f = template.send(\"t\", id).whenComplete((r, e) -> { "
                + FAILED
                + " }); use(f);",
            "CompletableFuture<SendResult<String, String>> f = template.send(\"t\", id); f.whenComplete((r, e) -> { "
                + FAILED
                + " }); f.join();",
            "Callable<Object> c = () -> template.send(\"t\", id).whenComplete((r, e) -> { "
                + FAILED
                + " });",
            "Future<?> f = producer.send(made, (r, e) -> { " + FAILED + " }); f.get();",
            // It does something about it.
            "template.send(\"t\", id).whenComplete((r, e) -> { if (e != null) { outbox.failed(id); } });",
            "template.send(\"t\", id).whenComplete((r, e) -> { if (e != null) { LOG.error(\"x\", e); throw new IllegalStateException(e); } });",
            "template.send(\"t\", id).whenComplete(this::kept);",
            "template.send(\"t\", id).exceptionally(e -> { outbox.failed(id); return null; });",
            "template.send(\"t\", id).exceptionally(e -> { LOG.error(\"x\", e); return null; }).thenAccept(r -> outbox.sent(id));",
            "producer.send(made, (r, e) -> { if (e != null) { outbox.failed(id); } });",
            "producer.send(made, new Callback() { public void onCompletion(RecordMetadata r, Exception e) { outbox.failed(id); } });",
            "mutiny.send(id).subscribe().with(r -> { }, e -> outbox.failed(id));",
            // Only success marks it as sent: what is not marked is sent again.
            "template.send(\"t\", id).whenComplete((r, e) -> { if (e == null) { outbox.sent(id); } else { LOG.error(\"x\", e); } });",
            "template.send(\"t\", id).thenAccept(r -> outbox.sent(id)).exceptionally(e -> { LOG.error(\"x\", e); return null; });",
            "mutiny.send(id).subscribe().with(r -> outbox.sent(id), e -> LOG.error(\"x\", e));",
            // Nobody misses these.
            "template.send(\"metrics\", id).whenComplete((r, e) -> { " + FAILED + " });",
            "telemetry.send(\"t\", id).whenComplete((r, e) -> { " + FAILED + " });",
            "producer.send(new ProducerRecord<>(\"access-log\", id), (r, e) -> { "
                + FAILED
                + " });",
            // No send, no outcome, a future ignored: Error Prone has a check of its own for that.
            "other.whenComplete((r, e) -> { " + FAILED + " });",
            "template.send(\"t\", id);",
            "producer.send(made);",
            "mutiny.send(id).subscribe().with(r -> LOG.info(\"sent\"));",
            "template.send(\"t\", id).thenAccept(r -> LOG.info(\"sent\"));")
        .isSilent();
  }

  @Test
  void findsAFailureThatIsOnlyLogged() {
    shop(found(
            "template.send(\"t\", id).whenComplete((r, e) -> { " + FAILED + " });",
            "template.send(\"t\", id).whenComplete((r, e) -> { "
                + FAILED
                + " else { LOG.info(\"sent\"); } });",
            "template.send(\"t\", id).whenComplete((r, e) -> LOG.error(\"x\", e));",
            "template.send(\"t\", id).whenComplete(this::logged);",
            "template.send(\"t\", id).whenCompleteAsync((r, e) -> { " + FAILED + " });",
            "template.send(\"t\", id).exceptionally(e -> { LOG.error(\"x\", e); return null; });",
            "template.send(\"t\", id).exceptionally(e -> null);",
            "template.send(\"t\", id).handle((r, e) -> { " + FAILED + " return null; });",
            "template.send(\"t\", id).thenAccept(r -> LOG.info(\"sent\")).exceptionally(e -> { LOG.error(\"x\", e); return null; });",
            "CompletableFuture<SendResult<String, String>> f = template.send(\"t\", id); f.whenComplete((r, e) -> { "
                + FAILED
                + " });",
            "orders.forEach(each -> template.send(\"t\", each).whenComplete((r, e) -> { "
                + FAILED
                + " }));",
            "template.send(made).whenComplete((r, e) -> { " + FAILED + " });",
            "producer.send(made, (r, e) -> { " + FAILED + " });",
            "producer.send(new ProducerRecord<>(\"orders-dlq\", id), (r, e) -> { "
                + FAILED
                + " });",
            "producer.send(made, new Callback() { @Override public void onCompletion(RecordMetadata r, Exception e) { "
                + FAILED
                + " } });",
            "emitter.send(id).whenComplete((r, e) -> { " + FAILED + " });",
            "mutiny.send(id).subscribe().with(r -> { }, e -> LOG.error(\"x\", e));"))
        .finds();
  }

  @Test
  void saysWhatIsLostAndWhatToDo() {
    shop("// BUG: Diagnostic contains: it goes on as if the message were sent, whoever called it hears of success, and the message is lost. Let the failure reach the caller: return the future, or wait\n"
            + "template.send(\"t\", id).whenComplete((r, e) -> { "
            + FAILED
            + " });")
        .finds();
  }

  @Test
  void knowsListenableFuturesOfThePreviousMajor() {
    Compile.with(SendOutcomeOnlyLogged.class, getClass())
        .on(Libraries.PREVIOUS)
        .file(
            "Shop.java",
            """
            import org.springframework.kafka.core.KafkaTemplate;
            import org.springframework.kafka.support.SendResult;
            import org.springframework.util.concurrent.ListenableFutureCallback;
            class Shop {
              static final Logger LOG = LoggerFactory.getLogger(Shop.class);
              KafkaTemplate<String, String> template;
              List<String> sent;
              void place(String id) {
                template.send("t", id).addCallback(r -> sent.add(id), e -> LOG.error("x", e));
                // BUG: Diagnostic contains: Shop.place only logs it when send fails
                template.send("t", id).addCallback(r -> LOG.info("sent"), e -> LOG.error("x", e));
                // BUG: Diagnostic contains: Shop.place only logs it when send fails
                template.send("t", id).addCallback(
                    new ListenableFutureCallback<SendResult<String, String>>() {
                      @Override public void onSuccess(SendResult<String, String> r) { LOG.info("sent"); }
                      @Override public void onFailure(Throwable e) { LOG.error("x", e); }
                    });
              }
            }
            """)
        .finds();
  }

  @Test
  void isSilencedInTestsByNameAndWithAReason() {
    String send = "template.send(\"t\", \"x\").whenComplete((r, e) -> { " + FAILED + " });";
    Compile.with(SendOutcomeOnlyLogged.class, getClass())
        .on(Libraries.CURRENT)
        .file("shop/src/test/java/Shop.java", source("", send))
        .isSilent();
    Compile.with(SendOutcomeOnlyLogged.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Shop.java",
            source(
                "@SuppressWarnings(\"SendOutcomeOnlyLogged\") void a() { %s } @BestEffort(because = \"a hint\") void b() { %s }"
                    .formatted(send, send)))
        .isSilent();
  }
}
