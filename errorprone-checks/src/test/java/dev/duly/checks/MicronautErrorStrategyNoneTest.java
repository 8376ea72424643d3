/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MicronautErrorStrategyNoneTest {
  private static final String TYPES = "import io.micronaut.configuration.kafka.annotation.*;\n";
  private static final String TAKES = " class Billing { @Topic(\"t\") void on(String order) { } }";

  private Compile compile(String source) {
    return Compile.with(MicronautErrorStrategyNone.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", TYPES + source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@KafkaListener(errorStrategy = @ErrorStrategy(ErrorStrategyValue.RETRY_ON_ERROR))" + TAKES,
        "@KafkaListener(groupId = \"g\", errorStrategy = @ErrorStrategy(value = ErrorStrategyValue.RESUME_AT_NEXT_RECORD))"
            + TAKES,
        // No record comes here.
        "@KafkaListener class Billing { void on(String order) { } }",
        "@Topic(\"t\") interface None { } class Billing { @Topic(\"t\") void on(String order) { } }",
        // It says itself what becomes of a failure.
        "@KafkaListener class Billing implements io.micronaut.configuration.kafka.exceptions.KafkaListenerExceptionHandler { @Topic(\"t\") void on(String order) { } @Override public void handle(io.micronaut.configuration.kafka.exceptions.KafkaListenerException e) { } }",
        "@SuppressWarnings(\"MicronautErrorStrategyNone\") @KafkaListener" + TAKES,
        "@io.micronaut.rabbitmq.annotation.RabbitListener class Billing { @io.micronaut.rabbitmq.annotation.Queue(\"q\") void on(String order) { } }",
        "class Billing { @org.springframework.kafka.annotation.KafkaListener void on(String order) { } }",
      })
  void staysSilentWhereAStrategyIsGiven(String source) {
    compile(source).isSilent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@KafkaListener | has no error strategy: when it fails on a record",
        "@KafkaListener(\"billing\") | Billing has no error strategy",
        "@KafkaListener(groupId = \"billing\", batch = true) | (of a batch, all) are skipped",
        "@KafkaListener(errorStrategy = @ErrorStrategy) | Billing has the error strategy NONE",
        "@KafkaListener(errorStrategy = @ErrorStrategy(retryCount = 3)) | Billing has the error strategy NONE",
        "@KafkaListener(errorStrategy = @ErrorStrategy(ErrorStrategyValue.NONE)) | Billing has the error strategy NONE",
        "@KafkaListener(errorStrategy = @ErrorStrategy(value = io.micronaut.configuration.kafka.annotation.ErrorStrategyValue.NONE)) | errorStrategy = @ErrorStrategy(ErrorStrategyValue.RETRY_ON_ERROR)",
      })
  void findsAListenerThatSkips(String annotation, String says) {
    compile("// BUG: Diagnostic contains: " + says + "\n" + annotation + TAKES).finds();
  }

  @Test
  void staysSilentInTestSources() {
    Compile.with(MicronautErrorStrategyNone.class, getClass())
        .on(Libraries.CURRENT)
        .file("service/src/test/java/Billing.java", TYPES + "@KafkaListener" + TAKES)
        .isSilent();
  }

  @Test
  void findsAnAnnotatedMethod() {
    compile(
            """
            class Billing {
              // BUG: Diagnostic contains: Billing has no error strategy
              @KafkaListener
              @Topic("t") void on(String order) { }
            }
            """)
        .finds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@KafkaListener | @KafkaListener(errorStrategy = @ErrorStrategy(ErrorStrategyValue.RETRY_ON_ERROR))",
        "@KafkaListener(\"g\") | @KafkaListener(value = \"g\", errorStrategy = @ErrorStrategy(ErrorStrategyValue.RETRY_ON_ERROR))",
        "@KafkaListener(groupId = \"g\", batch = true) | @KafkaListener(groupId = \"g\", batch = true, errorStrategy = @ErrorStrategy(ErrorStrategyValue.RETRY_ON_ERROR))",
        "@KafkaListener(errorStrategy = @ErrorStrategy(retryCount = 3)) | @KafkaListener(errorStrategy = @ErrorStrategy(retryCount = 3))",
        "@KafkaListener(errorStrategy = @ErrorStrategy(ErrorStrategyValue.NONE)) | @KafkaListener(errorStrategy = @ErrorStrategy(ErrorStrategyValue.RETRY_ON_ERROR))",
      })
  void retries(String before, String after) {
    String imports =
        """
        import io.micronaut.configuration.kafka.annotation.ErrorStrategy;
        import io.micronaut.configuration.kafka.annotation.ErrorStrategyValue;
        import io.micronaut.configuration.kafka.annotation.KafkaListener;
        import io.micronaut.configuration.kafka.annotation.Topic;
        """;
    Compile.fixesOn(
        Libraries.CURRENT,
        MicronautErrorStrategyNone.class,
        getClass(),
        "Billing.java",
        imports + before + TAKES,
        imports + after + TAKES);
  }
}
