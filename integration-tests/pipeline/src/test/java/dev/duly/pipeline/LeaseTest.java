/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.pipeline.Messages.Ordered;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.HandlerCall;
import dev.duly.runtime.topology.Invocation;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.visibility.Observer;
import dev.duly.testing.Faults;
import dev.duly.testing.Faults.Moment;
import dev.duly.testing.FaultyStore;
import dev.duly.testing.ForwardingSource;
import dev.duly.testing.ForwardingTransport;
import dev.duly.testing.PortCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of queued messages when leases are lost, kept, or kept for too long. */
class LeaseTest {
  private final World world = new World();
  private final List<String> done = new ArrayList<>();

  private static Subscription<Ordered> billing(Invocation.Single<Ordered> handler) {
    return Subscription.of(
            GroupPolicy.of("billing").lease(Duration.ofSeconds(30)).concurrency(1, 50, 10),
            "Billing.charge",
            Messages.ORDERED)
        .guard(GuardPolicy.transaction(Duration.ofDays(7)))
        .retry(RetryPolicy.of(9, Duration.ofSeconds(70), 1, Duration.ofMinutes(2), 0))
        .timeout(Duration.ofSeconds(5))
        .handledBy(handler);
  }

  private void failFirst(Ordered order, HandlerCall call) {
    if (order.id().equals("first") && call.context().attempt() == 1) {
      throw new IllegalStateException("not yet");
    }
    done.add(order.id());
  }

  /** Forgets to renew the oldest message until its lease has ended. */
  private static final class Forgetful extends ForwardingSource {
    private int renewals;

    private Forgetful(Source source) {
      super(source);
    }

    @Override
    public List<Delivery> renew(Collection<Delivery> deliveries) {
      renewals++;
      return super.renew(
          renewals > 3 ? deliveries : deliveries.stream().skip(deliveries.size() - 1).toList());
    }
  }

  @Test
  void whatIsQueuedBehindALostMessageDoesNotOvertakeIt() {
    var duly =
        world
            .builder()
            .transport(
                new ForwardingTransport(world.transport) {
                  @Override
                  public Source open(ConsumerSpec consumer) {
                    Source source = super.open(consumer);
                    return consumer.group().equals("billing") ? new Forgetful(source) : source;
                  }
                })
            .subscriptions(billing(this::failFirst))
            .start();
    world.publish(duly, new Ordered("first", "ann", 1), new Ordered("second", "ann", 2));

    world.until(() -> done.size() == 2);

    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void aMessageThatWaitsBehindAFailedOneIsNotOverdue() {
    List<String> overdue = new ArrayList<>();
    Faults faults = new Faults(new Random(1)).fail(PortCall.COMMIT, 1, Moment.BEFORE);
    List<String> runs = new ArrayList<>();
    var duly =
        world
            .builder()
            .store(new FaultyStore(world.store, faults))
            .observer(
                new Observer() {
                  @Override
                  public void overdue(MessageEvent event) {
                    overdue.add(event.id());
                  }
                })
            .subscriptions(
                billing(
                    (order, call) -> {
                      runs.add(order.id());
                      if (order.id().equals("first") && runs.size() == 3) {
                        throw new IllegalStateException("not yet");
                      }
                    }))
            .start();
    var first = duly.publishAsync(new Ordered("first", "ann", 1));
    var second = duly.publishAsync(new Ordered("second", "ann", 2));
    world.until(
        () -> first.toCompletableFuture().isDone() && second.toCompletableFuture().isDone());

    world.settle();

    assertThat(runs).startsWith("first", "second", "first");
    assertThat(overdue).isEmpty();
  }
}
