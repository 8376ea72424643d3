/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.Duly;
import dev.duly.runtime.TransportException;
import dev.duly.testing.ForwardingStore;
import dev.duly.testing.ForwardingTransport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseTest {
  private final World world = new World();
  private final List<String> closed = new ArrayList<>();

  @Test
  void aBrokerThatDoesNotCloseDoesNotKeepTheStoreOpen() {
    Duly duly =
        world
            .builder()
            .transport(
                new ForwardingTransport(world.transport) {
                  @Override
                  public void close() {
                    closed.add("broker");
                    throw new TransportException("Test", "It does not close.", "Look why.");
                  }
                })
            .store(
                new ForwardingStore(world.store) {
                  @Override
                  public void close() {
                    closed.add("store");
                  }
                })
            .start();

    // The relay looks once at the start; with one thread it must be over.
    world.settle();
    assertThatThrownBy(duly::close).isInstanceOf(TransportException.class);

    assertThat(closed).containsExactly("broker", "store");
  }
}
