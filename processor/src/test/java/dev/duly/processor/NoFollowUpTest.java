/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** One fault, one message: what depends on a faulty declaration is not reported as well. */
class NoFollowUpTest {

  /** Error Prone needs this policy; with it javac goes on to look into generated code. */
  private static final List<String> AS_WITH_ERROR_PRONE =
      List.of("--should-stop=ifError=FLOW", "-Aduly.owners=off");

  @Test
  void whatTakesReturnsOrPublishesAFaultyMessageIsSilent() {
    List<String> said =
        Compile.said(
            Compile.with(
                AS_WITH_ERROR_PRONE,
                List.of(
                    Compile.source(Compile.SHOP),
                    Compile.source(
                        "@Message(channel = \"STOCK\") record Moved(@IdempotencyKey @PartitionKey"
                            + " String id) {}"),
                    Compile.source(
                        """
                        @HandlerGroup("stock")
                        class Stock {
                          @MessageHandler @Idempotent Moved on(OrderPlaced order) {
                            return new Moved(order.orderId());
                          }
                        }
                        """),
                    Compile.source("@Publisher interface Stocks { void moved(Moved moved); }"))));
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("ERROR 1 [DulyName] The channel 'STOCK'");
  }

  @Test
  void soundDeclarationsBesideAFaultyOneAreStillChecked() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("Stock")
                class Stock {
                  @MessageHandler @Idempotent void on(OrderPlaced order) {}
                }

                @HandlerGroup("a")
                class A {
                  @MessageHandler @Idempotent void on(TakePayment command) {}
                }

                @HandlerGroup("b")
                class B {
                  @MessageHandler @Idempotent void on(TakePayment command) {}
                }
                """))
        .hasSize(2)
        .anyMatch(said -> said.startsWith("ERROR 1 [DulyName]"))
        .anyMatch(said -> said.startsWith("ERROR 13 [DulyCommandGroups]"));
  }

  @Test
  void whatIsWrongBetweenDeclarationsHasItsLineInALaterRoundToo() {
    assertThat(
            Compile.inShop(
                """
                record Parcel(String id) {}

                @MessageFor(
                    type = Parcel.class, channel = "parcels", idempotencyKey = "id", partitionKey = "id")
                @HandlerGroup("post")
                class Post {
                  @MessageHandler @Idempotent void one(Parcel parcel) {}
                }

                @HandlerGroup("b")
                class B {
                  @MessageHandler @Idempotent void on(OrderPlaced order) {}
                  @MessageHandler @Idempotent void twice(OrderPlaced order) {}
                }
                """))
        .singleElement()
        .asString()
        .startsWith("ERROR 13 [DulyHandledTwice] Group 'b' handles OrderPlaced twice");
  }
}
