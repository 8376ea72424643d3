/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where state lives. Safe for use by many threads. */
public interface Store extends AutoCloseable {

  /**
   * Makes the store ready for {@code topology}.
   *
   * @throws dev.duly.runtime.StartupException if the store cannot be used
   */
  void prepare(Topology topology);

  /** Begins a transaction. */
  UnitOfWork begin();

  /** The records of calls to other systems. */
  EffectLog effects();

  /** Messages that wait until their key is released. */
  Parking parking();

  /**
   * Up to {@code max} committed outgoing messages, oldest first; one that commits late is not
   * skipped.
   */
  List<OutboxEntry> outbox(int max);

  /** Forgets relayed messages. */
  void removeFromOutbox(Collection<OutboxEntry> entries);

  /** How a key ended, if it did. */
  Optional<Claim.State> outcome(String scope, MessageKey key);

  /**
   * Counts an attempt that may kill the process, durably, before it is made.
   *
   * @return the attempts so far, this one included
   */
  int recordAttempt(String scope, MessageKey key);

  /** Forgets the attempts of a key. */
  void clearAttempts(String scope, MessageKey key);

  @Override
  void close();
}
