/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncListenerTest {
  private static final String TYPES =
      """
      import java.util.concurrent.CompletableFuture;
      import org.springframework.scheduling.annotation.Async;
      import org.springframework.kafka.annotation.KafkaListener;
      @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
      @Async("pool") @interface InPool { }
      @Async class Base { }
      """;

  private Compile compile(String source) {
    return Compile.with(AsyncListener.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", TYPES + source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Billing { @KafkaListener public void on(String order) { } }",
        "class Billing { @Async public void later(String order) { } }",
        // The library waits for what is returned.
        "class Billing { @Async @KafkaListener public CompletableFuture<Void> on(String order) { return null; } }",
        // No proxy comes between.
        "class Billing { @Async @KafkaListener private void on(String order) { } }",
        // Another thread of the library's own, which waits for it.
        "class Billing { @io.smallrye.reactive.messaging.annotations.Blocking @org.eclipse.microprofile.reactive.messaging.Incoming(\"c\") public void on(String order) { } }",
        // What is asynchronous is called by the handler.
        "class Billing { @KafkaListener public void on(String order) { helper(order); } @Async void helper(String order) { } }",
        "class Billing { @Async @org.springframework.context.event.EventListener public void on(String order) { } }",
        "class Outer { @Async static class Other { } static class Billing { @KafkaListener public void on(String order) { } } }",
        "class Billing { @Async @KafkaListener @BestEffort(because = \"a statistic\") public void on(String order) { } }",
        "class Billing { @Async @KafkaListener @SuppressWarnings(\"AsyncListener\") public void on(String order) { } }",
      })
  void staysSilentWhereTheLibraryWaits(String source) {
    compile(source).isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Billing {\n//\n@Async @KafkaListener public void on(String order) { } }",
        "class Billing {\n//\n@Async(\"pool\") @org.springframework.amqp.rabbit.annotation.RabbitListener public void on(String order) { } }",
        "class Billing {\n//\n@Async @org.springframework.jms.annotation.JmsListener(destination = \"q\") void on(String order) { } }",
        "class Billing {\n//\n@Async @io.awspring.cloud.sqs.annotation.SqsListener(\"q\") public void on(String order) { } }",
        "class Billing {\n//\n@InPool @KafkaListener public void on(String order) { } }",
        "@Async class Billing {\n//\n@KafkaListener public void on(String order) { } }",
        "class Billing extends Base {\n//\n@KafkaListener public void on(String order) { } }",
        "class Billing implements org.springframework.kafka.listener.MessageListener<String, String> {\n//\n@Async @Override public void onMessage(org.apache.kafka.clients.consumer.ConsumerRecord<String, String> order) { } }",
        "interface On { @Async void on(String order); } class Billing implements On {\n//\n@KafkaListener @Override public void on(String order) { } }",
        "@io.micronaut.configuration.kafka.annotation.KafkaListener class Billing {\n//\n@io.micronaut.scheduling.annotation.Async @io.micronaut.configuration.kafka.annotation.Topic(\"t\") public void on(String order) { } }",
        "class Billing {\n//\n@Async @MessageHandler public void on(String order) { } }",
      })
  void findsAHandlerThatReturnsBeforeItBegins(String source) {
    compile(
            source.replace(
                "//\n",
                "// BUG: Diagnostic contains: the message counts as handled before the handler has begun\n"))
        .finds();
  }

  @Test
  void namesWhatMakesItAsynchronous() {
    compile(
            """
            class Billing {
              // BUG: Diagnostic contains: Billing.on runs on another thread because of @InPool
              @KafkaListener @InPool public void on(String order) { }
            }
            """)
        .finds();
  }

  @Test
  void removesTheAnnotation() {
    Compile.fixesOn(
        Libraries.CURRENT,
        AsyncListener.class,
        getClass(),
        "Billing.java",
        """
        import org.springframework.kafka.annotation.KafkaListener;
        import org.springframework.scheduling.annotation.Async;
        class Billing {
          @KafkaListener(topics = "orders")
          @Async("pool")
          public void on(String order) {}
        }
        """,
        """
        import org.springframework.kafka.annotation.KafkaListener;
        import org.springframework.scheduling.annotation.Async;
        class Billing {
          @KafkaListener(topics = "orders")
          public void on(String order) {}
        }
        """);
  }

  @Test
  void leavesTheAnnotationOfAClassAlone() {
    String source =
        """
        import org.springframework.kafka.annotation.KafkaListener;
        import org.springframework.scheduling.annotation.Async;
        @Async
        class Billing {
          @KafkaListener(topics = "orders")
          public void on(String order) {}
          public void other() {}
        }
        """;
    Compile.fixesOn(
        Libraries.CURRENT, AsyncListener.class, getClass(), "Billing.java", source, source);
  }
}
