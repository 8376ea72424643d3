/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.duly.Downstream;
import dev.duly.pipeline.Messages.Ordered;
import dev.duly.pipeline.Messages.Paid;
import dev.duly.pipeline.Messages.Price;
import dev.duly.runtime.Duly;
import dev.duly.runtime.EffectKey;
import dev.duly.runtime.KeyInProgressException;
import dev.duly.runtime.KeyReusedException;
import dev.duly.runtime.OutcomeUnknownException;
import dev.duly.runtime.RefusedBeforeException;
import dev.duly.runtime.RejectedException;
import dev.duly.runtime.StartupException;
import dev.duly.runtime.topology.EffectPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.Subscription;
import dev.duly.testing.InMemoryTransaction;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final World world = new World();
  private final List<@Nullable EffectKey> calls = new ArrayList<>();

  private static GuardPolicy effect(Downstream downstream) {
    return GuardPolicy.effect(
        WINDOW,
        EffectPolicy.of(downstream, LEASE)
            .notExecuted(List.of(ConnectException.class))
            .refused(List.of(ArithmeticException.class)));
  }

  private static GuardPolicy transaction() {
    return GuardPolicy.transaction(WINDOW);
  }

  private Duly start(GuardPolicy guard) {
    return world.builder().index(Payments.guardedBy(guard)).start();
  }

  private Payments guarded(GuardPolicy guard, Payments real) {
    return start(guard).guard(Payments.class, counted(real));
  }

  private Payments counted(Payments real) {
    return (id, cents, key) -> {
      calls.add(key);
      return real.charge(id, cents, key);
    };
  }

  private static Payments failingOnce(Exception failure) {
    AtomicReference<@Nullable Exception> next = new AtomicReference<>(failure);
    return (id, cents, key) -> {
      Exception now = next.getAndSet(null);
      if (now instanceof IOException checked) {
        throw checked;
      }
      if (now instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      return new Price(id, cents);
    };
  }

  private long counted(String key) {
    Integer count = world.store.rows("charged").get(key) instanceof Integer i ? i : null;
    return count == null ? 0 : count;
  }

  private void charge(Duly duly, String id) {
    duly.inTransaction(
        (tx, outbox) -> {
          tx.unwrap(InMemoryTransaction.class).merge("charged", id, 1, Integer::sum);
          outbox.publish(new Paid(id, 1));
        });
  }

  @Test
  void aRepeatedCallGetsTheResultOfTheFirst() throws Exception {
    Payments payments = guarded(effect(Downstream.KEYED), (id, cents, key) -> new Price(id, cents));

    assertThat(payments.charge("A-1", 5, null)).isEqualTo(new Price("A-1", 5));
    assertThat(payments.charge("A-1", 5, null)).isEqualTo(new Price("A-1", 5));
    assertThat(calls).hasSize(1);

    payments.charge("A-2", 5, null);
    assertThat(calls).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void anotherProcessRemembersToo() throws Exception {
    guarded(transaction(), (id, cents, key) -> new Price(id, cents)).charge("A-1", 5, null);
    world.crash();
    Duly next = world.nextProcess().index(Payments.guardedBy(transaction())).start();
    Payments payments = next.guard(Payments.class, counted((id, cents, key) -> null));

    assertThat(payments.charge("A-1", 5, null)).isEqualTo(new Price("A-1", 5));
    assertThat(calls).hasSize(1);
  }

  @Test
  void noResultIsRememberedAsNone() throws Exception {
    Payments payments = guarded(transaction(), (id, cents, key) -> null);

    assertThat(payments.charge("A-1", 5, null)).isNull();
    assertThat(payments.charge("A-1", 5, null)).isNull();
    assertThat(calls).hasSize(1);
  }

  @Test
  void aKeyIsNotUsedForOtherArguments() throws Exception {
    Payments payments = guarded(transaction(), (id, cents, key) -> new Price(id, cents));
    payments.charge("A-1", 5, null);

    assertThatThrownBy(() -> payments.charge("A-1", 6, null))
        .isInstanceOf(KeyReusedException.class)
        .hasMessageContaining("Payments.charge");
    assertThat(calls).hasSize(1);
  }

  @Test
  void twoCallsOfOneKeyDoNotRunAtTheSameTime() throws Exception {
    Duly duly = start(effect(Downstream.KEYED));
    Payments other = duly.guard(Payments.class, counted((id, cents, key) -> null));
    List<Duration> left = new ArrayList<>();
    Payments payments =
        duly.guard(
            Payments.class,
            counted(
                (id, cents, key) -> {
                  left.add(inProgress(other));
                  // Longer than the lease, which is renewed meanwhile.
                  world.scheduler.advance(Duration.ofMinutes(2));
                  inProgress(other);
                  return new Price(id, cents);
                }));

    assertThat(payments.charge("A-1", 5, null)).isEqualTo(new Price("A-1", 5));
    assertThat(left).containsExactly(LEASE);
    assertThat(other.charge("A-1", 5, null)).isEqualTo(new Price("A-1", 5));
    assertThat(calls).hasSize(1);
  }

  private static Duration inProgress(Payments payments) {
    return catchThrowableOfType(KeyInProgressException.class, () -> payments.charge("A-1", 5, null))
        .retryAfter();
  }

  @Test
  void aCallInDoubtIsRepeatedWithTheSameKeyWhenItsLeaseHasEnded() throws Exception {
    IOException timeout = new IOException("no answer");
    Payments payments = guarded(effect(Downstream.KEYED), failingOnce(timeout));

    assertThatThrownBy(() -> payments.charge("A-1", 5, null)).isSameAs(timeout);
    assertThat(inProgress(payments)).isEqualTo(LEASE);
    world.scheduler.advance(LEASE);
    assertThat(payments.charge("A-1", 5, null)).isEqualTo(new Price("A-1", 5));

    assertThat(calls).extracting(EffectKey::mayHaveHappened).containsExactly(false, true);
    assertThat(calls).extracting(EffectKey::value).containsOnly(calls.get(0).value());
  }

  @Test
  void aCallInDoubtThatMustNotBeRepeatedIsNot() {
    Payments payments = guarded(effect(Downstream.NONE), failingOnce(new IOException("no answer")));

    assertThatThrownBy(() -> payments.charge("A-1", 5, null)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> payments.charge("A-1", 5, null))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(calls).hasSize(1);
  }

  @Test
  void aCallThatSurelyDidNotHappenIsRepeatedAtOnce() throws Exception {
    Payments payments = guarded(effect(Downstream.NONE), failingOnce(new ConnectException("no")));

    assertThatThrownBy(() -> payments.charge("A-1", 5, null)).isInstanceOf(ConnectException.class);
    assertThat(payments.charge("A-1", 5, null)).isEqualTo(new Price("A-1", 5));
    assertThat(calls).extracting(EffectKey::mayHaveHappened).containsExactly(false, false);
  }

  @Test
  void aRefusalIsRemembered() {
    Payments payments = guarded(effect(Downstream.KEYED), failingOnce(new ArithmeticException("")));

    assertThatThrownBy(() -> payments.charge("A-1", 5, null))
        .isInstanceOf(ArithmeticException.class);
    assertThat(
            catchThrowableOfType(
                    RefusedBeforeException.class, () -> payments.charge("A-1", 5, null))
                .refusal())
        .isEqualTo("java.lang.ArithmeticException");
    assertThat(calls).hasSize(1);
  }

  @Test
  void whatACallPublishesLeavesWithItsEnd() throws Exception {
    Duly duly = start(effect(Downstream.KEYED));
    Payments once = failingOnce(new ConnectException("no"));
    Payments payments =
        duly.guard(
            Payments.class,
            (id, cents, key) -> {
              duly.publish(new Paid(id, cents));
              return once.charge(id, cents, key);
            });

    assertThatThrownBy(() -> payments.charge("A-1", 5, null)).isInstanceOf(ConnectException.class);
    world.settle();
    assertThat(world.transport.sent("payments")).isEmpty();
    payments.charge("A-1", 5, null);
    payments.charge("A-1", 5, null);
    world.settle();
    assertThat(world.transport.sent("payments")).hasSize(1);
  }

  @Test
  void theWorkItsMessagesAndItsResultAreOneTransaction() throws Exception {
    Duly duly = start(transaction());
    Payments once = failingOnce(new IOException("too bad"));
    Payments payments =
        duly.guard(
            Payments.class,
            counted(
                (id, cents, key) -> {
                  charge(duly, id);
                  return once.charge(id, cents, key);
                }));

    assertThatThrownBy(() -> payments.charge("A-1", 5, null)).isInstanceOf(IOException.class);
    assertThat(counted("A-1")).isZero();
    assertThat(payments.charge("A-1", 5, null)).isEqualTo(new Price("A-1", 5));
    assertThat(payments.charge("A-1", 5, null)).isEqualTo(new Price("A-1", 5));
    world.settle();

    assertThat(calls).hasSize(2);
    assertThat(counted("A-1")).isEqualTo(1);
    assertThat(world.transport.sent("payments")).hasSize(1);
  }

  @Test
  void workThatFailedIsNotCommittedThoughItsFailureWasCaught() {
    Duly duly = start(transaction());
    Payments payments =
        duly.guard(
            Payments.class,
            (id, cents, key) -> {
              try {
                duly.inTransaction(
                    (tx, outbox) -> {
                      tx.unwrap(InMemoryTransaction.class).merge("charged", id, 1, Integer::sum);
                      throw new IOException("too bad");
                    });
              } catch (IOException ignored) {
                // What a careless implementation does.
              }
              return new Price(id, cents);
            });

    assertThatThrownBy(() -> payments.charge("A-1", 5, null))
        .isInstanceOf(IllegalStateException.class);
    assertThat(counted("A-1")).isZero();
  }

  @Test
  void aRefusalOfATransactionIsRemembered() {
    Payments payments = guarded(transaction(), failingOnce(new RejectedException("no such card")));

    assertThatThrownBy(() -> payments.charge("A-1", 5, null)).isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> payments.charge("A-1", 5, null))
        .isInstanceOf(RefusedBeforeException.class);
    assertThat(calls).hasSize(1);
  }

  @Test
  void aGuardedTransactionIsNotOpenedInsideAHandler() throws Exception {
    AtomicReference<@Nullable Payments> desk = new AtomicReference<>();
    List<Throwable> thrown = new ArrayList<>();
    Duly duly =
        world
            .builder()
            .index(Payments.guardedBy(transaction()))
            .subscriptions(
                Subscription.of(GroupPolicy.of("billing"), "Billing.charge", Messages.ORDERED)
                    .guard(GuardPolicy.transaction(WINDOW))
                    .handledBy(
                        (order, call) -> {
                          try {
                            desk.get().charge(order.id(), order.amount(), null);
                          } catch (IllegalStateException e) {
                            thrown.add(e);
                          }
                        }))
            .start();
    Payments payments =
        duly.guard(Payments.class, counted((id, cents, key) -> new Price(id, cents)));
    desk.set(payments);
    world.publish(duly, new Ordered("A-1", "ann", 5));
    world.settle();

    assertThat(thrown).hasSize(1);
    assertThat(calls).isEmpty();
    assertThat(payments.charge("A-1", 5, null)).isEqualTo(new Price("A-1", 5));
  }

  @Test
  void aScopeIsOneMethodsAlone() {
    Subscription<Ordered> handler =
        Subscription.of(GroupPolicy.of("billing"), "Billing.charge", Messages.ORDERED)
            .guard(effect(Downstream.KEYED).scope(Payments.SCOPE))
            .handledBy((order, call) -> {});
    assertThatThrownBy(
            () ->
                world
                    .builder()
                    .index(Payments.guardedBy(transaction()))
                    .subscriptions(handler)
                    .start())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("[DulyScopeTaken] Billing.charge and Payments.charge keep ");
  }

  @Test
  void whatIsNotGeneratedIsNotGuarded() {
    Duly duly = start(transaction());
    assertThatThrownBy(() -> duly.guard(Runnable.class, () -> {}))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("[DulyWiringMissing] The guarded interface java.lang.Runnable");
  }
}
