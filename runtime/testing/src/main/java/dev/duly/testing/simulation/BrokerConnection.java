/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.ForwardingTransport;
import java.util.ArrayList;
import java.util.List;

/**
 * One process's connection to the broker: when it drops, the broker hands its messages to others.
 */
final class BrokerConnection extends ForwardingTransport {
  private final List<Source> sources = new ArrayList<>();

  BrokerConnection(Transport broker) {
    super(broker);
  }

  @Override
  public Source open(ConsumerSpec consumer) {
    Source source = super.open(consumer);
    sources.add(source);
    return source;
  }

  void drop() {
    sources.forEach(Source::close);
  }
}
