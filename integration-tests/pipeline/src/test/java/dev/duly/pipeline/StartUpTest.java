/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.Duly;
import dev.duly.runtime.StartupException;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.Subscription;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartUpTest {
  private final World world = new World();

  private static Subscription<?> handler(GroupPolicy group, String name) {
    return Subscription.of(group, name, Messages.ORDERED)
        .guard(GuardPolicy.transaction(Duration.ofDays(7)))
        .handledBy((order, call) -> {});
  }

  @Test
  void aHandlerWithoutWiringNamesTheLineToAdd() {
    assertThatThrownBy(() -> world.builder().handlers(new Object()).start())
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith("[DulyWiringMissing] The handler class java.lang.Object has no")
        .hasMessageContaining("<artifactId>duly-processor</artifactId>")
        .hasMessageContaining("annotationProcessor(")
        .hasMessageEndingWith("(https://duly.dev/errors#DulyWiringMissing)");
  }

  @Test
  void aGuardNeedsAStore() {
    assertThatThrownBy(
            () ->
                Duly.builder()
                    .transport(world.transport)
                    .subscriptions(handler(GroupPolicy.of("billing"), "Billing.charge"))
                    .start())
        .hasMessageStartingWith("[DulyStoreMissing] Billing.charge needs a store for its guard.");
  }

  @Test
  void oneGroupHasOneHandlerForAMessage() {
    assertThatThrownBy(
            () ->
                world.start(
                    handler(GroupPolicy.of("billing"), "Billing.charge"),
                    handler(GroupPolicy.of("billing"), "Billing.refund")))
        .hasMessageContaining("Billing.charge and Billing.refund handle the same message");
  }

  @Test
  void theClassesOfAGroupDeclareThePolicyAlike() {
    assertThatThrownBy(
            () ->
                world.start(
                    handler(GroupPolicy.of("billing"), "Billing.charge"),
                    handler(GroupPolicy.of("billing").lease(Duration.ofHours(1)), "Other.charge")))
        .hasMessageStartingWith("[DulyGroupConflict]");
  }

  @Test
  void aTransportIsNeeded() {
    assertThatThrownBy(() -> Duly.builder().codec(world.codec).start())
        .hasMessageStartingWith("[DulyTransportMissing]");
  }
}
