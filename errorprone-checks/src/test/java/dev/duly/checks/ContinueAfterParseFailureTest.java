/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContinueAfterParseFailureTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The handler stops, or lets the failure through.
        "Order o = null; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); return; } store.save(o);",
        "Order o = null; try { o = json.parse(text); } catch (Exception e) { throw new IllegalArgumentException(e); } store.save(o);",
        "for (String each : text.split(\",\")) { Order o = null; try { o = json.parse(each); } catch (Exception e) { LOG.error(\"x\", e); continue; } store.save(o); }",
        // It looks first.
        "Order o = null; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } if (o == null) { return; } store.save(o);",
        "Order o = null; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } if (o != null) { store.save(o); }",
        "Order o = new Order(); try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } if (o.id() == null) { return; } store.save(o);",
        "Order o = null; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } Objects.requireNonNull(o); store.save(o);",
        "Order o = null; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } Optional.ofNullable(o).ifPresent(store::save);",
        "Order o = null; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } store.save(o == null ? text : o);",
        "Order o = null; boolean read = false; try { o = json.parse(text); read = true; } catch (Exception e) { LOG.error(\"x\", e); } if (read) { store.save(o); }",
        "Order o = null; while (o == null) { try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } } store.save(text);",
        // Another value takes its place.
        "Order o = null; try { o = json.parse(text); } catch (Exception e) { o = new Order(); } store.save(o);",
        "Order o = null; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } o = json.parse(\"{}\"); store.save(o);",
        "Order o = Order.NOBODY; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } store.save(o);",
        "int n = 3; try { n = Integer.parseInt(text); } catch (NumberFormatException e) { LOG.error(\"x\", e); } store.save(n);",
        "List<String> all = new ArrayList<>(List.of(text)); try { all = json.parseAll(text); } catch (Exception e) { LOG.error(\"x\", e); } store.save(all);",
        // Nobody needs it.
        "Order o = null; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } LOG.info(\"read {}\", o);",
        "Order o = null; try { o = json.parse(text); store.save(o); } catch (IllegalStateException e) { LOG.error(\"x\", e); }",
        // Not read but fetched: another check's question.
        "Order o = null; try { o = store.load(text); } catch (Exception e) { LOG.error(\"x\", e); } store.save(o);",
        "field = null; try { field = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } store.save(field);",
      })
  void staysSilentWhereTheFailureIsAnswered(String body) {
    Compile.findsNothing(
        ContinueAfterParseFailure.class,
        getClass(),
        "Billing.java",
        type("@MessageHandler void on(String text) { " + body + " }"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void on(String text) { Order o = null; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } store.save(o); }",
        "@MessageHandler @BestEffort(because = \"a statistic\") void on(String text) { Order o = null; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } store.save(o); }",
        "@MessageHandler @SuppressWarnings(\"ContinueAfterParseFailure\") void on(String text) { Order o = null; try { o = json.parse(text); } catch (Exception e) { LOG.error(\"x\", e); } store.save(o); }",
      })
  void staysSilentOutsideOfHandlersAndWhereItIsMeant(String member) {
    Compile.findsNothing(ContinueAfterParseFailure.class, getClass(), "Billing.java", type(member));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Order o = null; try { o = json.parse(text); ~ } catch (Exception e) { LOG.error(\"x\", e); } store.save(o); | Billing.on goes on when its message cannot be read: `o` is still null, and what follows fails far from the cause",
        "Order o = null; try { o = json.parse(text); ~ } catch (RuntimeException e) { } LOG.info(\"id {}\", 1); store.save(o.id()); | `throw e;`. Or return before `o` is used.",
        "Order o = new Order(); try { o = json.parse(text); ~ } catch (Exception broken) { LOG.error(\"x\", broken); } store.save(o); | `o` is still the empty object it began as, and what follows works on that as if it had been sent. Let the failure through, Duly retries it and keeps what cannot be handled: `throw broken;`",
        "Order o = null; try { o = (Order) json.parse(text.trim()); ~ } catch (IllegalArgumentException e) { LOG.error(\"x\", e); } finally { LOG.info(\"read\"); } if (text.isEmpty()) { store.save(o); } | still null",
        "for (String each : text.split(\",\")) { Order o = null; try { o = json.parse(each); ~ } catch (Exception e) { LOG.error(\"x\", e); } store.save(o); } | still null",
        "Instant at = null; try { at = Instant.parse(text); ~ } catch (Exception e) { LOG.error(\"x\", e); } store.save(at.plusSeconds(1)); | `at` is still null",
      })
  void findsWorkOnWhatWasNotRead(String body, String message) {
    Compile.with(ContinueAfterParseFailure.class, getClass())
        .file(
            "Billing.java",
            type(
                "@MessageHandler void on(String text) { "
                    + body.replace("~", "\n// BUG: Diagnostic contains: " + message + "\n")
                    + " }"))
        .finds();
    // One of the two speaks.
    Compile.findsNothing(
        SwallowedFailure.class,
        getClass(),
        "Billing.java",
        type("@MessageHandler void on(String text) { " + body.replace("~", "") + " }"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@org.springframework.kafka.annotation.KafkaListener void on(String text) { %s }",
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String text) { %s }",
        "@org.springframework.jms.annotation.JmsListener(destination = \"q\") void on(String text) { %s }",
        "@io.awspring.cloud.sqs.annotation.SqsListener(\"q\") void on(String text) { %s }",
        "@org.eclipse.microprofile.reactive.messaging.Incoming(\"c\") void on(String text) { %s }",
        "io.nats.client.MessageHandler h = m -> { String text = m.getSubject(); %s };",
        "@org.springframework.kafka.annotation.KafkaListener void on(String text) { charge(text); } private void charge(String text) { %s }",
      })
  void findsItInOtherLibraries(String member) {
    Compile.with(ContinueAfterParseFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            type(
                member.formatted(
                    """
                    Order o = null;
                    try {
                      o = json.parse(text);
                      // BUG: Diagnostic contains: @SuppressWarnings("ContinueAfterParseFailure")
                    } catch (Exception e) {
                      LOG.error("x", e);
                    }
                    store.save(o);
                    """)))
        .finds();
  }

  @Test
  void theFixLetsTheFailureThrough() {
    String source =
        """
        import dev.duly.MessageHandler;
        import java.time.Instant;
        class Billing {
          @MessageHandler void on(String text) {
            Instant at = null;
            try {
              at = Instant.parse(text);
            } catch (Exception e) {
              e.printStackTrace();%s
            }
            save(at);
          }
          void save(Object o) { }
        }
        """;
    Compile.fixes(
        ContinueAfterParseFailure.class,
        getClass(),
        "Billing.java",
        source.formatted(""),
        source.formatted("\nthrow e;"));
  }

  private static String type(String members) {
    return """
    class Billing {
      static final Logger LOG = LoggerFactory.getLogger(Billing.class);
      static class Order { static final Order NOBODY = new Order(); String id() { return null; } }
      interface Json { Order parse(String text); List<String> parseAll(String text); }
      interface Store { void save(Object order); Order load(String id); }
      Json json;
      Store store;
      Order field;
      %s
    }
    """
        .formatted(members);
  }
}
