/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnusedEffectKeyTest {

  private static Compile billing(String... members) {
    return Compile.with(UnusedEffectKey.class, UnusedEffectKeyTest.class)
        .withComingTypes()
        .file(
            "Billing.java",
            """
            import dev.duly.runtime.EffectKey;
            import dev.duly.runtime.StepKey;
            abstract class Billing {
              static final Logger LOG = LoggerFactory.getLogger(Billing.class);
              interface Gateway { void charge(String order, String key); void with(EffectKey key); }
              record Call(String key) { }
              Gateway gateway;
              String last;
              %s
            }
            """
                .formatted(Stream.of(members).collect(Collectors.joining("\n"))));
  }

  @Test
  void staysSilentWhereTheKeyIsHandedOn() {
    billing(
            "@MessageHandler void a(String order, EffectKey key) { gateway.charge(order, key.value()); }",
            "@MessageHandler void b(String order, EffectKey key) { gateway.with(key); }",
            "@MessageHandler Object c(String order, EffectKey key) { return new Call(key.value()); }",
            "@MessageHandler String d(String order, EffectKey key) { return key.value(); }",
            "@MessageHandler void e(String order, EffectKey key) { last = key.value(); }",
            "@MessageHandler void f(String order, EffectKey key) { String k = key.value(); LOG.info(k); gateway.charge(order, k); }",
            "@MessageHandler void g(String order, EffectKey key) { String k = \"x\" + key.value(); gateway.charge(order, \"y\"); }",
            "@MessageHandler Runnable h(String order, EffectKey key) { return () -> gateway.with(key); }",
            "@Step(id = \"s\") void i(String order, StepKey key) { gateway.charge(order, key.value()); }",
            // No key, no handler, no body.
            "@MessageHandler void j(String order, String key) { }",
            "void k(String order, EffectKey key) { }",
            "@MessageHandler abstract void l(String order, EffectKey key);",
            "@BestEffort(because = \"a hint\") @MessageHandler void m(String order, EffectKey key) { }",
            "@SuppressWarnings(\"UnusedEffectKey\") @MessageHandler void n(String order, EffectKey key) { }")
        .isSilent();
  }

  @Test
  void findsAKeyThatReachesNobody() {
    billing(
            "// BUG: Diagnostic contains: Billing.a takes EffectKey key and hands it to nobody: when it is called again after a crash or a timeout, the other system takes the call for a new one\n"
                + "@MessageHandler void a(String order, EffectKey key) { gateway.charge(order, order); }",
            "// BUG: Diagnostic contains: Give it to the call as its idempotency key: `key.value()`\n"
                + "@MessageHandler void b(String order, EffectKey key) { LOG.info(\"{}\", key); }",
            "// BUG: Diagnostic contains: Billing.c\n"
                + "@MessageHandler void c(String order, EffectKey key) { String k = key.value(); String j = k; LOG.info(j); }",
            "// BUG: Diagnostic contains: Billing.d takes StepKey step\n"
                + "@Step(id = \"s\") void d(String order, StepKey step) { gateway.charge(order, order); }",
            "// BUG: Diagnostic contains: Billing.e takes StepKey key\n"
                + "@Compensation(of = \"s\") void e(String order, StepKey key) { }")
        .finds();
  }
}
