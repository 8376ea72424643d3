/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Passes every call on: a test overrides the one that should go wrong. */
public abstract class ForwardingSource implements Source {
  private final Source source;

  /** Passes calls on to {@code source}. */
  protected ForwardingSource(Source source) {
    this.source = source;
  }

  @Override
  public List<Delivery> poll(int max, Duration wait) {
    return source.poll(max, wait);
  }

  @Override
  public void settle(Collection<Settlement> settlements) {
    source.settle(settlements);
  }

  @Override
  public List<Delivery> renew(Collection<Delivery> deliveries) {
    return source.renew(deliveries);
  }

  @Override
  public void close() {
    source.close();
  }
}
