/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import dev.duly.shop.load.Step.Poison;
import dev.duly.shop.load.Step.Post;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends the steps of a plan over several connections, each waiting for its answer. */
final class Feeder implements AutoCloseable {
  private static final int CONNECTIONS = 8;

  private final List<Step> steps;
  private final long seed;
  private final Client client;
  private final Supervisor supervisor;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
  private final List<Future<?>> running = new ArrayList<>();

  Feeder(List<Step> steps, long seed, Client client, Supervisor supervisor) {
    this.steps = steps;
    this.seed = seed;
    this.client = client;
    this.supervisor = supervisor;
  }

  void start() {
    for (int i = 0; i < CONNECTIONS; i++) {
      running.add(
          connections.submit(
              () -> {
                feed();
                return null;
              }));
    }
  }

  /** How many steps have their answer. */
  int answered() {
    return answered.get();
  }

  /**
   * Whether every step has its answer.
   *
   * @throws RunFailed if one cannot be answered any more
   */
  boolean isDone() throws InterruptedException {
    boolean done = true;
    for (Future<?> connection : running) {
      if (connection.isDone()) {
        try {
          connection.get();
        } catch (ExecutionException e) {
          Throwable cause = e.getCause() == null ? e : e.getCause();
          throw new RunFailed("feeding ended early: " + cause.getMessage(), e);
        }
      } else {
        done = false;
      }
    }
    return done;
  }

  private void feed() throws IOException, InterruptedException {
    for (int i = next.getAndIncrement(); i < steps.size(); i = next.getAndIncrement()) {
      Step step = steps.get(i);
      if (step instanceof Post post) {
        client.post(post.order());
      } else if (step instanceof Poison poison) {
        supervisor.safely(() -> send(poison));
      }
      answered.incrementAndGet();
    }
  }

  private void send(Poison poison) throws IOException, InterruptedException {
    client.sendRaw(
        "orders",
        "poison-" + poison.number(),
        "order-placed",
        PoisonRecords.body(poison.number(), seed));
  }

  @Override
  public void close() {
    connections.shutdownNow();
  }
}
