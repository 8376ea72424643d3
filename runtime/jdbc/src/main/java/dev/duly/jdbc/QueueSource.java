/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** One holder of deliveries of a subscription. */
final class QueueSource implements Source {
  // With a clock that stands still the end of a lease must be looked for now and then, not always.
  private static final long SHORTEST_WAIT = Duration.ofMillis(1).toNanos();

  private final GroupDeliveries queue;
  private final Duration lease;
  private final Clock clock;
  private final Runnable tidyUp;
  private final AtomicBoolean closed = new AtomicBoolean();

  QueueSource(GroupDeliveries queue, Duration lease, Clock clock, Runnable tidyUp) {
    this.queue = queue;
    this.lease = lease;
    this.clock = clock;
    this.tidyUp = tidyUp;
  }

  @Override
  public List<Delivery> poll(int max, Duration wait) {
    tidyUp.run();
    long left = wait.toNanos();
    try {
      while (!closed.get()) {
        long seen = queue.wakeUp().calls();
        List<Delivery> taken = queue.take(this, max, lease);
        if (!taken.isEmpty() || left <= 0) {
          return taken;
        }
        long slice = Math.min(left, Math.min(untilLeaseEnds(), queue.lookAgainAfter()));
        left -= slice - Math.max(0, queue.wakeUp().await(seen, slice));
      }
      return List.of();
    } catch (SQLException e) {
      throw SqlFailures.transport("hand out messages", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private long untilLeaseEnds() {
    Instant end = queue.handedOut().firstEnd();
    if (end == null) {
      return Long.MAX_VALUE;
    }
    return Math.max(SHORTEST_WAIT, Duration.between(clock.instant(), end).toNanos());
  }

  @Override
  public void settle(Collection<Settlement> settlements) {
    Map<Lease, DeliveryTable.Settled> verdicts = new LinkedHashMap<>();
    List<Lease> released = new ArrayList<>();
    for (Settlement settlement : settlements) {
      Delivery delivery = settlement.delivery();
      if (settlement.verdict() == Verdict.RELEASED) {
        released.add(handle(delivery));
      } else {
        verdicts.put(
            handle(delivery),
            new DeliveryTable.Settled(settlement.verdict(), Times.of(delivery.sentAt())));
      }
    }
    try {
      if (!verdicts.isEmpty()) {
        queue.settle(verdicts);
      }
    } catch (SQLException e) {
      throw SqlFailures.transport("settle deliveries", e);
    }
    queue.handedOut().released(released);
    queue.wakeUp().call();
  }

  @Override
  public List<Delivery> renew(Collection<Delivery> deliveries) {
    Instant now = clock.instant();
    Instant until = now.plus(lease);
    return deliveries.stream()
        .filter(delivery -> !queue.handedOut().renew(handle(delivery), now, until))
        .toList();
  }

  private static Lease handle(Delivery delivery) {
    if (delivery.handle() instanceof Lease handle) {
      return handle;
    }
    throw new TransportException(
        "DulyForeignDelivery",
        "The delivery was not handed out by this queue.",
        "Settle a delivery with the source it came from.");
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    queue.handedOut().abandoned(this);
    queue.left();
    queue.wakeUp().call();
  }
}
