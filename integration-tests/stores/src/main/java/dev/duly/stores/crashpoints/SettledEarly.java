/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.transport.Verdict;
import dev.duly.testing.ForwardingSource;
import dev.duly.testing.ForwardingTransport;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The bug that loses: what is polled counts as done before anything is committed. */
final class SettledEarly extends ForwardingTransport {
  SettledEarly(Transport transport) {
    super(transport);
  }

  @Override
  public Source open(ConsumerSpec consumer) {
    return new EarlySource(super.open(consumer));
  }

  private static final class EarlySource extends ForwardingSource {
    EarlySource(Source source) {
      super(source);
    }

    @Override
    public List<Delivery> poll(int max, Duration wait) {
      List<Delivery> polled = super.poll(max, wait);
      super.settle(
          polled.stream().map(delivery -> new Settlement(delivery, Verdict.EFFECT)).toList());
      return polled;
    }

    @Override
    public void settle(Collection<Settlement> settlements) {
      // Done.
    }

    @Override
    public List<Delivery> renew(Collection<Delivery> deliveries) {
      return List.of();
    }
  }
}
