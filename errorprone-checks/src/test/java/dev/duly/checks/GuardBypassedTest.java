/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;

class GuardBypassedTest {
  private static final String BILLING =
      """
      class Billing {
        @MessageHandler @Idempotent void charge(String order) { take(order); }
        @MessageHandler @Idempotent(mode = Idempotent.Mode.EFFECT) void effect(String order) { }
        @MessageHandler @Idempotent(mode = Idempotent.Mode.NATURAL, because = "a set") void set(String order) { }
        @MessageHandler void plain(String order) { }
        @Idempotent void notAHandler(String order) { }
        @Step(id = "s") void step(String order) { }
        @Compensation(of = "s") void undo(String order) { }
        static void take(String order) { }
      }
      """;

  private static Compile shop(String members) {
    return shop("Shop.java", members);
  }

  private static Compile shop(String file, String members) {
    return Compile.with(GuardBypassed.class, GuardBypassedTest.class)
        .withComingTypes()
        .file("Billing.java", BILLING)
        .file(file, "class Shop { Billing billing; %s }".formatted(members));
  }

  @Test
  void staysSilentWhereNoGuardIsPassed() {
    shop("""
        void place(String order) {
          billing.set(order);
          billing.plain(order);
          billing.notAHandler(order);
          Billing.take(order);
        }
        @MessageHandler @Idempotent void older(String order) { billing.charge(order); }
        @Step(id = "t") void later(String order) { billing.step(order); }
        static class Other extends Billing {
          @Override @MessageHandler @Idempotent void charge(String order) { super.charge(order); }
          void again(String order) { super.charge(order); }
        }
        @BestEffort(because = "a repair by hand") void repair(String order) { billing.charge(order); }
        @SuppressWarnings("GuardBypassed") void quiet(String order) { billing.charge(order); }
        @DulyGenerated(from = "Shop") static class Wiring { void run(Billing b) { b.charge("x"); } }
        """)
        .isSilent();
    shop("shop/src/test/java/Shop.java", "void place() { billing.charge(\"x\"); }").isSilent();
  }

  @Test
  void findsACallPastTheGuard() {
    shop("""
        void place(String order) {
          // BUG: Diagnostic contains: Shop.place calls Billing.charge directly, past its guard: a call that is made again, or for a message that was handled already, takes effect a second time
          billing.charge(order);
          // BUG: Diagnostic contains: Publish the message and let it arrive
          billing.effect(order);
          // BUG: Diagnostic contains: Shop.place calls Billing.step
          billing.step(order);
          // BUG: Diagnostic contains: Shop.place calls Billing.undo
          billing.undo(order);
          // BUG: Diagnostic contains: Shop.place calls Billing.charge
          List.of(order).forEach(billing::charge);
        }
        @MessageHandler void unguarded(String order) {
          // BUG: Diagnostic contains: Shop.unguarded calls Billing.charge
          billing.charge(order);
        }
        @MessageHandler @Idempotent(mode = Idempotent.Mode.NATURAL, because = "x") void natural(String order) {
          // BUG: Diagnostic contains: Shop.natural calls Billing.charge
          billing.charge(order);
        }
        """)
        .finds();
  }
}
