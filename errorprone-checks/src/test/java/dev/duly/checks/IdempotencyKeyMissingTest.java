/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyMissingTest {
  private static final String HANDLER =
      """
      @HandlerGroup("billing")
      class Billing {
        @MessageHandler @Idempotent void charge(OrderPlaced order) {}
      }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record OrderPlaced(@IdempotencyKey String orderId) {}",
        "record OrderPlaced(String orderId) { @IdempotencyKey String key() { return orderId; } }",
        "record OrderPlaced(@IdempotencyKey String orderId) { public String orderId() { return orderId; } }",
        "class OrderPlaced { @IdempotencyKey String orderId; }",
        "class OrderPlaced { @IdempotencyKey String getOrderId() { return \"\"; } }",
        "class OrderPlaced extends Keyed {} class Keyed { @IdempotencyKey String id; }",
        "record OrderPlaced(String orderId) implements Keyed {} interface Keyed { @IdempotencyKey String orderId(); }",
        "@BestEffort(because = \"a page view\") record OrderPlaced(String page) {}",
        "@SuppressWarnings(\"IdempotencyKeyMissing\") record OrderPlaced(String page) {}",
        "@DulyGenerated(from = \"x\") record OrderPlaced(String page) {}",
        "@javax.annotation.processing.Generated(\"x\") record OrderPlaced(String page) {}",
      })
  void staysSilentWhereTheMessageSettlesIt(String message) {
    Compile.findsNothing(
        IdempotencyKeyMissing.class,
        getClass(),
        "OrderPlaced.java",
        "@Message(channel = \"orders\")\n" + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@MessageHandler @Idempotent(mode = Idempotent.Mode.NATURAL, because = \"sets\") void on(Seen seen) {}",
        "@MessageHandler(delivery = DeliveryMode.AT_MOST_ONCE) void on(Seen seen) {}",
        "@MessageHandler @BestEffort(because = \"a page view\") void on(Seen seen) {}",
        "@MessageHandler @SuppressWarnings(\"IdempotencyKeyMissing\") void on(Seen seen) {}",
        "@MessageHandler(delivery = DeliveryMode.AT_MOST_ONCE) void on(List<Seen> seen) {}",
      })
  void staysSilentWhereEveryHandlerBearsCopies(String handler) {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file("Seen.java", "@Message(channel = \"pages\") record Seen(String page) {}")
        .file("Pages.java", "@HandlerGroup(\"pages\") class Pages { %s }".formatted(handler))
        .isSilent();
  }

  @Test
  void staysSilentWhereTheClassBearsCopies() {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file("Seen.java", "@Message(channel = \"pages\") record Seen(String page) {}")
        .file(
            "Pages.java",
            """
            @HandlerGroup("pages") @BestEffort(because = "page views")
            class Pages { @MessageHandler void on(Seen seen) {} }
            """)
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@MessageFor(type = StringBuilder.class, channel = \"text\", idempotencyKey = \"length\") class Contracts {}",
        """
        @MessageFor(type = Integer.class, channel = "n", idempotencyKey = "intValue")
        @MessageFor(type = StringBuilder.class, channel = "text", idempotencyKey = "length")
        interface Contracts {}
        """,
        "class Contracts {}",
      })
  void staysSilentOnForeignClassesWithKeyOrUnknownContract(String contracts) {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file("Contracts.java", contracts)
        .file(
            "Texts.java",
            "@HandlerGroup(\"t\") class Texts { @MessageHandler void on(StringBuilder text) {} }")
        .isSilent();
  }

  @Test
  void staysSilentOnOtherAnnotationsOfThatName() {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file("Message.java", "class Other { @interface Message {} @Message record A(int b) {} }")
        .file(
            "B.java",
            "class B { @interface MessageHandler {} @MessageHandler void on(String a) {} }")
        .isSilent();
  }

  @Test
  void staysSilentInTests() {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .args("-XepCompilingTestOnlyCode")
        .file("OrderPlaced.java", "@Message(channel = \"orders\") record OrderPlaced(String id) {}")
        .isSilent();
  }

  @Test
  void staysSilentInTestClasses() {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file(
            "OrderTest.java",
            """
            class OrderTest {
              @Message(channel = "orders") record Unkeyed(String id) {}
              @MessageHandler void on(Unkeyed message) {}
              @org.junit.jupiter.api.Test void works() {}
            }
            """)
        .isSilent();
  }

  @Test
  void findsAMessageThatAHandlerInAnotherFileTakes() {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file(
            "OrderPlaced.java",
            """
            // BUG: Diagnostic contains: OrderPlaced has no @IdempotencyKey, so Billing.charge cannot
            @Message(channel = "orders") record OrderPlaced(String orderId, String total) {}
            """)
        .file("Billing.java", HANDLER)
        .finds();
  }

  @Test
  void findsAMessageNobodyHandlesHere() {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file(
            "OrderPlaced.java",
            """
            // BUG: Diagnostic contains: whoever handles it cannot tell a copy
            @Message(channel = "orders") record OrderPlaced(String orderId) {}
            """)
        .finds();
  }

  @Test
  void findsAMessageThatOneOfTwoHandlersNeedsAKeyOf() {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file(
            "OrderPlaced.java",
            """
            // BUG: Diagnostic contains: so Billing.charge cannot
            @Message(channel = "orders") record OrderPlaced(String orderId) {}
            """)
        .file("Billing.java", HANDLER)
        .file(
            "Analytics.java",
            """
            @HandlerGroup("analytics") class Analytics {
              @MessageHandler(delivery = DeliveryMode.AT_MOST_ONCE) void on(OrderPlaced order) {}
            }
            """)
        .finds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMMAND", "REQUEST", "EVENT"})
  void findsEveryKindOfMessage(String kind) {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file(
            "A.java",
            """
            @Message(channel = "a", kind = MessageKind.%s)
            // BUG: Diagnostic contains: A has no @IdempotencyKey
            record A(String orderId) implements Request<String> {}
            """
                .formatted(kind))
        .finds();
  }

  @Test
  void aBlankReasonIsNoReason() {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file(
            "A.java",
            """
            // BUG: Diagnostic contains: IdempotencyKeyMissing
            @Message(channel = "a") @BestEffort(because = " ") record A(String orderId) {}
            // BUG: Diagnostic contains: so Handlers.on cannot
            @Message(channel = "b") record B(String orderId) {}
            class Handlers {
              @MessageHandler @Idempotent(mode = Idempotent.Mode.NATURAL) void on(B b) {}
            }
            """)
        .finds();
  }

  @Test
  void findsMembersOfSealedFamiliesAndBatches() {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file(
            "OrderEvent.java",
            """
            sealed interface OrderEvent {
              @Message(channel = "orders") record Placed(@IdempotencyKey String id) implements OrderEvent {}
              // BUG: Diagnostic contains: Cancelled has no @IdempotencyKey, so Billing.on cannot
              @Message(channel = "orders") record Cancelled(String id) implements OrderEvent {}
            }
            """)
        .file("Billing.java", "class Billing { @MessageHandler void on(List<OrderEvent> e) {} }")
        .finds();
  }

  @Test
  void findsAForeignClassWithoutKeyAtItsHandler() {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file(
            "Texts.java",
            """
            @MessageFor(type = StringBuilder.class, channel = "text")
            class Texts {
              // BUG: Diagnostic contains: @MessageFor(type = StringBuilder.class, idempotencyKey
              @MessageHandler void on(StringBuilder text) {}
            }
            """)
        .finds();
  }

  @Test
  void readsMessagesFromClassFiles() {
    Compile.with(IdempotencyKeyMissing.class, getClass())
        .file(
            "Shop.java",
            """
            import dev.duly.checks.testmessages.*;
            class Shop {
              @MessageHandler void keyed(KeyedOnComponent message) {}
              @MessageHandler void accessor(KeyedOnAccessor message) {}
              @MessageHandler void explicit(KeyedWithExplicitAccessor message) {}
              // BUG: Diagnostic contains: Unkeyed has no @IdempotencyKey, so Shop.unkeyed cannot
              @MessageHandler void unkeyed(Unkeyed message) {}
            }
            """)
        .finds();
  }

  @Test
  void fixMarksTheComponentThatNamesTheMessage() {
    fixes(
        "OrderPlaced(String eventId, String orderId)",
        "OrderPlaced(@IdempotencyKey String eventId, String orderId)");
  }

  @Test
  void fixMarksTheComponentNamedAfterTheMessage() {
    fixes(
        "OrderPlaced(String customerId, String orderId)",
        "OrderPlaced(String customerId, @IdempotencyKey String orderId)");
  }

  @Test
  void fixMarksEveryComponentNamedAfterTheMessage() {
    fixes(
        "OrderLineShipped(long orderId, int lineNumber)",
        "OrderLineShipped(@IdempotencyKey long orderId, @IdempotencyKey int lineNumber)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PageOpened(String customerId, String page)",
        "StockMoved(String stockId, int by)",
        "OrderPlaced(double orderId)",
      })
  void noFixWhereAGuessWouldDropMessages(String header) {
    String source =
        "import dev.duly.Message;\n@Message(channel = \"x\") record %s {}".formatted(header);
    Compile.fixes(IdempotencyKeyMissing.class, getClass(), "X.java", source, source);
  }

  @Test
  void fixMarksAFieldOfAClass() {
    Compile.fixes(
        IdempotencyKeyMissing.class,
        getClass(),
        "OrderPlaced.java",
        """
        import dev.duly.Message;
        @Message(channel = "orders") class OrderPlaced { static final String id = ""; private String orderId; }
        """,
        """
        import dev.duly.IdempotencyKey;
        import dev.duly.Message;
        @Message(channel = "orders") class OrderPlaced { static final String id = ""; @IdempotencyKey private String orderId; }
        """);
  }

  private void fixes(String before, String after) {
    Compile.fixes(
        IdempotencyKeyMissing.class,
        getClass(),
        "X.java",
        "import dev.duly.Message;\n@Message(channel = \"x\") record %s {}".formatted(before),
        "import dev.duly.IdempotencyKey;\nimport dev.duly.Message;\n@Message(channel = \"x\") record %s {}"
            .formatted(after));
  }
}
