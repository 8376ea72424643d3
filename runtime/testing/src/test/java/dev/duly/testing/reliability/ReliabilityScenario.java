/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.reliability;

import dev.duly.runtime.Duly;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.AdjustableClock;
import dev.duly.testing.Faults;
import dev.duly.testing.Faults.Moment;
import dev.duly.testing.FaultyStore;
import dev.duly.testing.FaultyTransport;
import dev.duly.testing.InMemoryStore;
import dev.duly.testing.InMemoryTransport;
import dev.duly.testing.PortCall;
import dev.duly.testing.SimulatedCrash;
import dev.duly.testing.VirtualScheduler;
import dev.duly.testing.reliability.Orders.Fate;
import dev.duly.testing.reliability.Orders.Order;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orders of several customers, some of which fail, and poison, go through a pipeline at whose ports
 * things go wrong and which dies several times. Everything follows from the seed.
 */
final class ReliabilityScenario {
  private static final int CUSTOMERS = 8;
  private static final int ORDERS = 120;
  private static final int CRASHES = 4;
  private static final Duration LONG = Duration.ofHours(1);
  private static final List<Moment> MOMENTS = List.of(Moment.values());
  private static final List<PortCall> DEADLY =
      List.of(
          PortCall.POLL,
          PortCall.SETTLE,
          PortCall.SEND,
          PortCall.BEGIN,
          PortCall.CLAIM,
          PortCall.ENQUEUE,
          PortCall.COMMIT,
          PortCall.OUTBOX,
          PortCall.REMOVE_FROM_OUTBOX,
          PortCall.RECORD_ATTEMPT);

  private final Random random;
  private final @Nullable Mutant mutant;
  private final VirtualScheduler scheduler;
  private final InMemoryTransport transport;
  private final InMemoryStore store;
  private final List<Order> orders = new ArrayList<>();
  private final List<byte[]> poison = new ArrayList<>();
  private int crashes;

  ReliabilityScenario(long seed, @Nullable Mutant mutant) {
    this.random = new Random(seed);
    this.mutant = mutant;
    this.scheduler = new VirtualScheduler(new AdjustableClock(), new Random(seed));
    this.transport = new InMemoryTransport(scheduler);
    this.store = new InMemoryStore(scheduler.clock());
  }

  /** Runs to the end and checks the books. */
  List<Violation> run() {
    List<List<Outgoing>> batches = batches();
    Transport producer = new FaultyTransport(transport, new Faults(random).duplicate(0.2));
    for (int life = 0; life <= CRASHES; life++) {
      boolean last = life == CRASHES;
      Faults faults = start(last);
      int share = last ? batches.size() : batches.size() / (CRASHES + 1);
      for (int i = 0; i < share && !batches.isEmpty() && !faults.crashed(); i++) {
        producer.send(batches.remove(0)).toCompletableFuture().join();
        runUntil(faults::crashed, Duration.ofMillis(50));
      }
      runUntil(() -> faults.crashed() || isDone(), LONG);
      die(faults);
    }
    return new Books(orders, poison).check(transport, store);
  }

  int crashes() {
    return crashes;
  }

  /** What happened, in short: the same for the same seed. */
  String trace() {
    return Stream.of(Orders.BOOKING, Orders.MAIL)
        .flatMap(group -> transport.settled(group).stream())
        .map(one -> one.at() + " " + one.message().headers().get("ce-id") + " " + one.verdict())
        .collect(Collectors.joining("\n"));
  }

  private Faults start(boolean last) {
    Faults faults = new Faults(random);
    Transport broker = new FaultyTransport(new ShakyDeadLetters(transport, random), faults);
    Store state = new FaultyStore(store, faults);
    if (mutant != null) {
      state = mutant.mutate(state, broker);
      broker = mutant.mutate(broker);
    }
    Duly.builder()
        .subscriptions(
            Orders.subscriptions(mutant != Mutant.ORDER_IGNORED).toArray(new Subscription<?>[0]))
        .transport(broker)
        .store(state)
        .codec(new Orders.BarCodec())
        .scheduler(scheduler)
        .clock(scheduler.clock())
        .random(random)
        .instance("worker")
        .start();
    faults.reorder(0.3);
    if (!last) {
      faults.failAtRandom(0.02);
      PortCall call = DEADLY.get(random.nextInt(DEADLY.size()));
      Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
      faults.crash(call, 1 + random.nextInt(12), moment);
    }
    return faults;
  }

  private void runUntil(BooleanSupplier done, Duration limit) {
    try {
      scheduler.runUntil(done, limit);
    } catch (SimulatedCrash crash) {
      // The process is dead; what it had submitted dies with it.
      scheduler.close();
    }
  }

  private boolean isDone() {
    return transport.backlog(Orders.BOOKING) == 0
        && transport.backlog(Orders.MAIL) == 0
        && store.outbox(1).isEmpty();
  }

  private void die(Faults faults) {
    crashes += faults.crashed() ? 1 : 0;
    scheduler.close();
    transport.crash();
    store.crash();
  }

  private List<List<Outgoing>> batches() {
    List<List<Outgoing>> batches = new ArrayList<>();
    List<Outgoing> batch = new ArrayList<>();
    int[] numbers = new int[CUSTOMERS];
    for (int i = 0; i < ORDERS; i++) {
      int customer = random.nextInt(CUSTOMERS);
      Order order = new Order("c" + customer, numbers[customer]++, fate());
      orders.add(order);
      batch.add(outgoing(order));
      if (random.nextInt(20) == 0) {
        byte[] bytes = ("poison " + i).getBytes(StandardCharsets.UTF_8);
        poison.add(bytes);
        batch.add(
            new Outgoing(
                Orders.CHANNEL, "order-placed", null, null, headers("poison-" + i, null), bytes));
      }
      if (random.nextInt(5) == 0) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
    }
    batches.add(batch);
    return batches;
  }

  private Fate fate() {
    int dice = random.nextInt(100);
    if (dice < 80) {
      return Fate.FINE;
    }
    return dice < 92 ? Fate.FAILS_TWICE : dice < 96 ? Fate.FAILS_ALWAYS : Fate.REFUSED;
  }

  private static Outgoing outgoing(Order order) {
    var contract = Orders.orderContract(true);
    return new Outgoing(
        Orders.CHANNEL,
        contract.type().id(),
        contract.idempotencyKey(order),
        order.customer(),
        headers(order.customer() + "-" + order.number(), order.customer()),
        new Orders.BarCodec().encode(order));
  }

  private static Map<String, String> headers(String id, @Nullable String partitionKey) {
    return partitionKey == null
        ? Map.of("ce-id", id, "ce-type", "order-placed")
        : Map.of("ce-id", id, "ce-type", "order-placed", "ce-partitionkey", partitionKey);
  }
}
