/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionKeyMissingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record A(@PartitionKey String orderId) {}",
        "record A(String orderId) { @PartitionKey String key() { return orderId; } }",
        "@Unordered(because = \"each stands alone\") record A(String orderId) {}",
        "@BestEffort(because = \"telemetry\") record A(String orderId) {}",
        "@SuppressWarnings(\"PartitionKeyMissing\") record A(String orderId) {}",
      })
  void staysSilentWhereTheMessageSettlesIt(String message) {
    Compile.with(PartitionKeyMissing.class, getClass())
        .file("A.java", "@Message(channel = \"a\")\n" + message)
        .file("H.java", "class H { @MessageHandler void on(A a) {} }")
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class H { @MessageHandler @BestEffort(because = \"x\") void on(A a) {} }",
        "@Unordered(because = \"counts only\") class H { @MessageHandler void on(A a) {} }",
        "@SuppressWarnings(\"PartitionKeyMissing\") class H { @MessageHandler void on(A a) {} }",
      })
  void staysSilentWhereEveryHandlerBearsDisorder(String handler) {
    Compile.with(PartitionKeyMissing.class, getClass())
        .file("A.java", "@Message(channel = \"a\") record A(String orderId) {}")
        .file("H.java", handler)
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"partitionKey = \"length\"", "unorderedBecause = \"texts stand alone\""})
  void staysSilentOnForeignClassesThatSettleIt(String contract) {
    Compile.with(PartitionKeyMissing.class, getClass())
        .file(
            "H.java",
            """
            @MessageFor(type = StringBuilder.class, channel = "text", %s)
            class H { @MessageHandler void on(StringBuilder text) {} }
            """
                .formatted(contract))
        .isSilent();
  }

  @Test
  void findsTheMessageOfAHandlerInAnotherFile() {
    Compile.with(PartitionKeyMissing.class, getClass())
        .file(
            "A.java",
            """
            // BUG: Diagnostic contains: A has no @PartitionKey, so nothing keeps its messages in order
            @Message(channel = "a") record A(@IdempotencyKey String orderId) {}
            """)
        .file("H.java", "class H { @MessageHandler void on(A a) {} }")
        .finds();
  }

  @Test
  void aBlankReasonIsNoReason() {
    Compile.with(PartitionKeyMissing.class, getClass())
        .file(
            "A.java",
            """
            // BUG: Diagnostic contains: say why: @Unordered
            @Message(channel = "a") @Unordered(because = "") record A(String orderId) {}
            """)
        .finds();
  }

  @Test
  void readsMessagesFromClassFilesAndForeignContracts() {
    Compile.with(PartitionKeyMissing.class, getClass())
        .file(
            "Shop.java",
            """
            import dev.duly.checks.testmessages.*;
            @MessageFor(type = StringBuilder.class, channel = "text")
            class Shop {
              @MessageHandler void keyed(KeyedOnComponent message) {}
              @MessageHandler void accessor(KeyedOnAccessor message) {}
              @MessageHandler void explicit(KeyedWithExplicitAccessor message) {}
              // BUG: Diagnostic contains: Put @PartitionKey on what must stay in order
              @MessageHandler void unkeyed(Unkeyed message) {}
              // BUG: Diagnostic contains: @MessageFor(type = StringBuilder.class, partitionKey
              @MessageHandler void text(StringBuilder text) {}
            }
            """)
        .finds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OrderPlaced(String customerId, String orderId) | OrderPlaced(String customerId, @PartitionKey String orderId)",
        "StockMoved(String id, String sku, int by) | StockMoved(String id, @PartitionKey String sku, int by)",
        "Ticked(String id, int by) | Ticked(@PartitionKey String id, int by)",
        "A(String customerId, @dev.duly.IdempotencyKey String orderId) | A(String customerId, @PartitionKey @dev.duly.IdempotencyKey String orderId)",
      })
  void fixMarksTheThingTheMessageIsAbout(String before, String after) {
    Compile.fixes(
        PartitionKeyMissing.class,
        getClass(),
        "X.java",
        "import dev.duly.Message;\n@Message(channel = \"x\") record %s {}".formatted(before),
        "import dev.duly.Message;\nimport dev.duly.PartitionKey;\n@Message(channel = \"x\") record %s {}"
            .formatted(after));
  }

  @Test
  void noFixWhereTwoThingsAreAsLikely() {
    String source =
        "import dev.duly.Message;\n@Message(channel = \"x\") record X(String customerId, String accountId) {}";
    Compile.fixes(PartitionKeyMissing.class, getClass(), "X.java", source, source);
  }
}
