/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.transport.Transport;
import dev.duly.testing.conformance.TransportConformance;
import java.time.Clock;

class InMemoryTransportConformanceTest extends TransportConformance {
  @Override
  protected Transport open(Clock clock) {
    return new InMemoryTransport(clock);
  }

  @Override
  protected Transport restart(Transport transport) {
    ((InMemoryTransport) transport).crash();
    return transport;
  }
}
