/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.runtime.store.Store;
import dev.duly.runtime.transport.Transport;

/**
 * Puts something between a process and its ports: how a test breaks one of them on purpose, to see
 * that the simulator finds it. Made anew for each process, unless it keeps state on purpose.
 */
public interface Decoration {
  /** Leaves both as they are. */
  Decoration NONE = new Decoration() {};

  /** The transport a process is to use, around the one that has the faults. */
  default Transport transport(Transport transport, Store store, Environment environment) {
    return transport;
  }

  /** The store a process is to use, around the one that has the faults. */
  default Store store(Store store, Transport transport, Environment environment) {
    return store;
  }
}
