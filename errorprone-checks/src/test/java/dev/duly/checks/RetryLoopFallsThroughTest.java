/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import com.google.errorprone.bugpatterns.BugChecker;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryLoopFallsThroughTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The last failure is told.
        "for (int i = 0; i < 3; i++) { try { store.save(o); return; } catch (Exception e) { LOG.warn(\"again\", e); } } throw new IllegalStateException();",
        "for (int i = 0; i < 3; i++) { try { store.save(o); return; } catch (Exception e) { if (i == 2) { throw e; } } }",
        "for (int i = 0; i < 3; i++) { try { store.save(o); return; } catch (Exception e) { LOG.warn(\"again\", e); } } store.fail(o);",
        "for (int i = 0; i < 3; i++) { try { store.save(o); return; } catch (Exception e) { LOG.warn(\"again\", e); } if (i == 2) { store.fail(o); } }",
        "boolean done = false; for (int i = 0; i < 3 && !done; i++) { try { store.save(o); done = true; } catch (Exception e) { LOG.warn(\"again\", e); } } if (!done) { throw new IllegalStateException(); }",
        "Exception last = null; for (int i = 0; i < 3; i++) { try { store.save(o); last = null; break; } catch (Exception e) { last = e; } } if (last != null) { store.fail(o); }",
        // It goes on until it is done.
        "while (true) { try { store.save(o); return; } catch (Exception e) { LOG.warn(\"again\", e); } }",
        "boolean done = false; while (!done) { try { store.save(o); done = true; } catch (Exception e) { LOG.warn(\"again\", e); } }",
        "for (;;) { try { store.save(o); return; } catch (Exception e) { LOG.warn(\"again\", e); } }",
        // Many things once, not one thing many times.
        "for (int i = 0; i < o.length(); i++) { try { store.save(o.charAt(i)); } catch (Exception e) { LOG.warn(\"x\", e); } }",
        "for (String each : o.split(\",\")) { try { store.save(each); break; } catch (Exception e) { LOG.warn(\"x\", e); } }",
        // Nothing is lost.
        "for (int i = 0; i < 3; i++) { try { Thread.sleep(1); return; } catch (Exception e) { LOG.warn(\"again\", e); } }",
        "for (int i = 0; i < 3; i++) { try { store.save(o); return; } catch (Exception e) { store.fail(o); } }",
        "for (int i = 0; i < 3; i++) { try { store.save(o); return; } finally { LOG.warn(\"again\"); } }",
        "answered(o);",
      })
  void staysSilentWhereTheLastFailureIsAnswered(String body) {
    Compile.findsNothing(RetryLoopFallsThrough.class, getClass(), "Billing.java", handler(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (int i = 0; i < 3; i++) { try { store.save(o); return; } catch (Exception e) { LOG.warn(\"again\", e); } }",
        "for (int i = 0; i < 3; i++) try { store.save(o); return; } catch (Exception e) { LOG.warn(\"again\", e); }",
        "for (int i = 3; i > 0; i--) { try { store.save(o); break; } catch (Exception e) { LOG.warn(\"again\", e); } } LOG.info(\"done\");",
        "int i = 0; while (i <= 3) { try { store.save(o); return; } catch (IllegalStateException e) { LOG.warn(\"again\", e); i++; } }",
        "int left = 3; do { try { store.save(o); return; } catch (Exception e) { left -= 1; } } while (left >= 1);",
        "boolean done = false; int n = 0; while (!done && n < 3) { n = n + 1; try { store.save(o); done = true; } catch (Exception e) { LOG.warn(\"again\", e); } }",
        "long pause = 10; for (int i = 0; i < 3; i++) { try { store.save(o); return; } catch (Exception e) { LOG.warn(\"again\", e); try { Thread.sleep(pause); } catch (InterruptedException f) { Thread.currentThread().interrupt(); } pause *= 2; } }",
        "for (int i = 0; i < 3; i++) { try { store.save(o); return; } catch (Exception e) { LOG.warn(\"again\", e); } java.util.concurrent.locks.LockSupport.parkNanos(10); }",
      })
  void findsALoopWhoseLastAttemptIsSwallowed(String body) {
    Compile.with(RetryLoopFallsThrough.class, getClass())
        .file(
            "Billing.java",
            handler(
                body.replaceFirst(
                    "(for|while|do) ",
                    "\n// BUG: Diagnostic contains: Billing.on tries a few times and goes on when every attempt has failed: the message counts as handled, and its work is lost.\n$1 ")))
        .finds();
    for (Class<? extends BugChecker> check :
        List.<Class<? extends BugChecker>>of(SwallowedFailure.class, AckWithoutSuccess.class)) {
      Compile.findsNothing(check, getClass(), "Billing.java", handler(body));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@org.springframework.kafka.annotation.KafkaListener void on(String o) { %s }",
        "@org.springframework.kafka.annotation.KafkaListener void on(String o, org.springframework.kafka.support.Acknowledgment ack) { %s ack.acknowledge(); }",
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String o) { %s }",
        "@org.springframework.jms.annotation.JmsListener(destination = \"q\") void on(String o) { a(o); } void a(String o) { %s }",
        "@io.awspring.cloud.sqs.annotation.SqsListener(\"q\") void on(String o) { %s }",
        "@org.eclipse.microprofile.reactive.messaging.Incoming(\"c\") void on(String o) { %s }",
        "jakarta.jms.MessageListener l = o -> { %s };",
      })
  void findsItInOtherLibraries(String member) {
    Compile.with(RetryLoopFallsThrough.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            type(
                member.formatted(
                    """
                    // BUG: Diagnostic contains: @SuppressWarnings("RetryLoopFallsThrough")
                    for (int i = 0; i < 3; i++) {
                      try { store.save(o); break; } catch (Exception e) { LOG.warn("again", e); }
                    }
                    """)))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void on(String o) { %s }",
        "@MessageHandler @BestEffort(because = \"a statistic\") void on(String o) { %s }",
        "@MessageHandler @SuppressWarnings(\"RetryLoopFallsThrough\") void on(String o) { %s }",
      })
  void staysSilentOutsideOfHandlersAndWhereItIsMeant(String member) {
    Compile.findsNothing(
        RetryLoopFallsThrough.class,
        getClass(),
        "Billing.java",
        type(
            member.formatted(
                "for (int i = 0; i < 3; i++) { try { store.save(o); return; } catch (Exception e) { LOG.warn(\"again\", e); } }")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for (int i = 0; i < 3; i++) { try { save(o); return; } catch (Exception e) { } } | for (int i = 0; i < 3; i++) { try { save(o); return; } catch (Exception e) { } } throw new IllegalStateException(\"all attempts failed\");",
        // A success comes behind the loop as well.
        "for (int i = 0; i < 3; i++) { try { save(o); break; } catch (Exception e) { } } | =",
        "for (int i = 0; i < 3; i++) { try { save(o); return; } catch (Exception e) { } } System.out.println(\"gave up\"); | =",
      })
  void theFixThrowsAfterTheLastAttempt(String before, String after) {
    String source =
        "class Billing { @dev.duly.MessageHandler void on(String o) { %s } void save(Object o) { } }";
    Compile.fixes(
        RetryLoopFallsThrough.class,
        getClass(),
        "Billing.java",
        source.formatted(before),
        source.formatted(after.equals("=") ? before : after));
  }

  private static String handler(String body) {
    return type("@MessageHandler void on(String o) { " + body + " }");
  }

  private static String type(String members) {
    return """
    class Billing {
      static final Logger LOG = LoggerFactory.getLogger(Billing.class);
      interface Store { void save(Object order); void fail(Object order); }
      Store store;
      boolean answered(String o) {
        for (int i = 0; i < 3; i++) {
          try { store.save(o); return true; } catch (Exception e) { LOG.warn("again", e); }
        }
        return false;
      }
      %s
    }
    """
        .formatted(members);
  }
}
