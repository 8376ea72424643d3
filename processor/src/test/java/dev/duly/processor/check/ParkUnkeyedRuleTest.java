/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class ParkUnkeyedRuleTest {

  @Test
  void aMessageWithoutAPartitionKeyCannotBeParked() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @DeadLetter(onKey = DeadLetter.OnKey.PARK)
                class Billing {
                  @Message(channel = "visits")
                  @Unordered(because = "each stands for itself")
                  record Visit(@IdempotencyKey String id) {}

                  @MessageHandler
                  @Idempotent
                  void on(Visit visit) {}
                }
                """))
        .containsExactly(
            "ERROR 10 [DulyParkUnkeyed] Billing parks keys, and its handler Billing.on takes Billing.Visit, which has no partition key: nothing says what would wait behind a dead one. Put @PartitionKey on what must stay in order, or handle Billing.Visit in a group without onKey = PARK. (https://duly.dev/rules/DulyParkUnkeyed)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @DeadLetter(onKey = DeadLetter.OnKey.PARK)
                class Billing {
                  @Message(channel = "visits")
                  record Visit(@IdempotencyKey String id, @PartitionKey String visitor) {}

                  @MessageHandler
                  @Idempotent
                  void on(Visit visit) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void aGroupThatGoesOnTakesIt() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @DeadLetter(onKey = DeadLetter.OnKey.CONTINUE)
                class Billing {
                  @Message(channel = "visits")
                  @Unordered(because = "each stands for itself")
                  record Visit(@IdempotencyKey String id) {}

                  @MessageHandler
                  @Idempotent
                  void on(Visit visit) {}
                }
                """))
        .isEmpty();
  }
}
