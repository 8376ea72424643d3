/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.codec.BodyReader;
import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.codec.Limits;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.visibility.Observer;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all consumers of one instance share. */
public final class Engine {
  private final Transport transport;
  private final @Nullable Store store;
  private final Codec codec;
  private final Limits limits;
  private final Clock clock;
  private final RandomGenerator random;
  private final Scheduler scheduler;
  private final Observer observer;
  private final Contracts contracts;
  private final BodyReader bodies;
  private final Outgoings outgoings;
  private final CurrentCall current = new CurrentCall();
  private final Sender sender;
  private final Relay relay;

  /**
   * Ties the ports together; starts nothing.
   *
   * @param source the CloudEvents source of what this instance publishes
   */
  public Engine(
      Transport transport,
      @Nullable Store store,
      Codec codec,
      Limits limits,
      Clock clock,
      RandomGenerator random,
      Scheduler scheduler,
      Observer observer,
      Contracts contracts,
      String source) {
    this.transport = transport;
    this.store = store;
    this.codec = codec;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
    this.scheduler = scheduler;
    // Through the composite even alone: what an observer throws must not reach the pipeline.
    this.observer = Observer.all(List.of(observer));
    this.contracts = contracts;
    this.bodies = new BodyReader(limits);
    this.outgoings = new Outgoings(codec, bodies, clock, random, source);
    this.sender = new Sender(transport, scheduler);
    this.relay = new Relay(store, transport, scheduler, this.observer);
  }

  /** Sends and waits for the confirmation. */
  void send(List<Outgoing> batch) {
    Confirmations.await(transport.send(batch));
  }

  public Transport transport() {
    return transport;
  }

  public @Nullable Store store() {
    return store;
  }

  public Codec codec() {
    return codec;
  }

  public Limits limits() {
    return limits;
  }

  public Clock clock() {
    return clock;
  }

  RandomGenerator random() {
    return random;
  }

  public Scheduler scheduler() {
    return scheduler;
  }

  public Observer observer() {
    return observer;
  }

  public Contracts contracts() {
    return contracts;
  }

  BodyReader bodies() {
    return bodies;
  }

  Outgoings outgoings() {
    return outgoings;
  }

  CurrentCall current() {
    return current;
  }

  Sender sender() {
    return sender;
  }

  public Relay relay() {
    return relay;
  }
}
