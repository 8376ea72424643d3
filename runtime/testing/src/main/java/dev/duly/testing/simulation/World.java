/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.runtime.Duly;
import dev.duly.runtime.execution.Contracts;
import dev.duly.runtime.store.ParkedDrop;
import dev.duly.runtime.store.ParkedKey;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Stored;
import dev.duly.testing.AdjustableClock;
import dev.duly.testing.Faults;
import dev.duly.testing.Faults.Moment;
import dev.duly.testing.InMemoryStore;
import dev.duly.testing.InMemoryTransport;
import dev.duly.testing.PortCall;
import dev.duly.testing.Trace;
import dev.duly.testing.VirtualScheduler;
import dev.duly.testing.simulation.FinalState.Letter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** One run: a broker, a store, and processes that come and go, on one thread. */
final class World {
  private static final List<Moment> MOMENTS = List.of(Moment.values());
  private static final Duration MOMENT = Duration.ofMillis(200);
  private static final int MAX_CRASHES = 3;
  private static final int MAX_LIVES = 60;
  private static final int ALL = Integer.MAX_VALUE;

  /** Calls at which other threads of the process may run: none of them is made inside a handler. */
  private static final Set<PortCall> YIELDING =
      EnumSet.of(
          PortCall.POLL,
          PortCall.SETTLE,
          PortCall.CLAIM,
          PortCall.COMMIT,
          PortCall.ENQUEUE,
          PortCall.SEND,
          PortCall.OUTBOX,
          PortCall.REMOVE_FROM_OUTBOX);

  private final Setup setup;
  private final SplittableRandom random;
  private final VirtualScheduler scheduler;
  private final SteppingClock brokerClock;
  private final InMemoryTransport transport;
  private final InMemoryStore store;
  private final Trace trace;
  private final Producer producer;
  private final OtherSystem other = new OtherSystem();
  private final EffectLog effects;
  private final List<Subscription<?>> declared;
  private final Duration lease;
  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparing(Step::at).thenComparingInt(Step::number));
  private final List<SimulatedProcess> alive = new ArrayList<>();
  private final Set<Letter> poison = new LinkedHashSet<>();
  private final Set<String> groups = new LinkedHashSet<>();
  private int stepNumber;
  private int lives;
  private int crashesLeft;
  private int depth;
  private boolean calm;

  /** Something that is done from outside at its time. */
  private record Step(Instant at, int number, Runnable action) {}

  World(Setup setup, long seed, Contracts contracts) {
    this.setup = setup;
    this.random = new SplittableRandom(seed);
    AdjustableClock clock = new AdjustableClock();
    this.scheduler = new VirtualScheduler(clock, setup.faults().isEmpty() ? null : random.split());
    this.brokerClock = new SteppingClock(clock);
    this.transport = new InMemoryTransport(scheduler, brokerClock);
    this.store = new InMemoryStore(clock);
    this.trace = new Trace(clock);
    this.producer = new Producer(contracts, setup.codec(), clock);
    this.effects = new EffectLog(setup.codec(), other);
    this.declared = setup.declared();
    declared.forEach(subscription -> groups.add(subscription.group().id()));
    this.lease =
        declared.stream()
            .map(one -> one.group().lease())
            .max(Comparator.naturalOrder())
            .orElse(Duration.ofSeconds(30));
    this.crashesLeft = setup.has(Fault.CRASH) ? random.nextInt(MAX_CRASHES + 1) : 0;
  }

  InMemoryTransport transport() {
    return transport;
  }

  InMemoryStore store() {
    return store;
  }

  Trace trace() {
    return trace;
  }

  /** Poison that was sent, as the dead letters it must become. */
  Set<Letter> poison() {
    return poison;
  }

  /** Runs to the end, or to the limit of virtual time. */
  FinalState run() {
    Instant end = now().plus(setup.limit());
    for (int i = 0; i < setup.processes(); i++) {
      start("worker-" + i);
    }
    script();
    while (now().isBefore(end) && lives <= MAX_LIVES && !isOver()) {
      Step next = steps.peek();
      Instant until = next == null || next.at().isAfter(end) ? end : next.at();
      Duration gap = Duration.between(now(), until);
      boolean interrupted =
          scheduler.runUntil(() -> someoneDied() || (steps.isEmpty() && isQuiet()), gap);
      if (!interrupted) {
        moveTo(until);
      }
      buryTheDead();
      if (!interrupted && next != null && !next.at().isAfter(end)) {
        steps.remove(next);
        next.action().run();
      }
    }
    return finalState();
  }

  private boolean isOver() {
    if (!steps.isEmpty() || !isQuiet()) {
      return false;
    }
    // What was put off until later may still come.
    boolean died = scheduler.runUntil(this::someoneDied, MOMENT);
    if (died || !isQuiet()) {
      return false;
    }
    return alive.isEmpty() || !alive.get(0).with(setup.operator());
  }

  private boolean someoneDied() {
    for (SimulatedProcess process : alive) {
      if (process.isDead()) {
        return true;
      }
    }
    return false;
  }

  private boolean isQuiet() {
    if (alive.size() < setup.processes()) {
      return false;
    }
    for (String group : groups) {
      if (transport.backlog(group) > 0) {
        return false;
      }
    }
    return store.outbox(1).isEmpty() && alive.stream().allMatch(SimulatedProcess::isIdle);
  }

  private void buryTheDead() {
    for (SimulatedProcess process : List.copyOf(alive)) {
      if (process.isDead()) {
        alive.remove(process);
        process.bury();
        Duration pause =
            setup.faults().isEmpty() ? Duration.ZERO : Duration.ofMillis(random.nextInt(300));
        at(now().plus(pause), () -> start(process.name()));
      }
    }
  }

  private void start(String name) {
    int life = lives++;
    Faults faults = new Faults(random.split()).trace(trace, name);
    SimulatedProcess process =
        new SimulatedProcess(
            life,
            name,
            faults,
            new ProcessScheduler(scheduler),
            new SteppingClock(scheduler.clock()),
            new BrokerConnection(transport),
            new StoreConnection(store));
    plan(process);
    alive.add(process);
    List<Subscription<?>> watched = new ArrayList<>();
    for (Subscription<?> subscription : setup.subscriptions().apply(process)) {
      watched.add(effects.watch(subscription, faults));
    }
    trace.add(name, "starts, life " + life);
    process.start(watched, setup, random.split());
  }

  private void plan(SimulatedProcess process) {
    Faults faults = process.faults();
    for (CrashPoint point : setup.planned()) {
      if (point.life() == process.life()) {
        faults.crash(point.call(), point.moment());
      }
    }
    if (calm) {
      return;
    }
    if (crashesLeft > 0) {
      crashesLeft--;
      Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
      if (random.nextBoolean()) {
        faults.crash(1 + random.nextInt(150), moment);
      } else {
        PortCall[] calls = PortCall.values();
        faults.crash(calls[random.nextInt(calls.length)], 1 + random.nextInt(6), moment);
      }
    }
    if (setup.has(Fault.FAIL)) {
      faults.failAtRandom(0.01 * random.nextInt(4));
    }
    if (setup.has(Fault.DUPLICATE)) {
      faults.duplicate(0.1);
    }
    if (setup.has(Fault.REORDER)) {
      faults.reorder(0.3);
    }
    if (setup.has(Fault.DELAY)) {
      faults.delay(0.2);
    }
    if (setup.has(Fault.SLOW)) {
      faults.meanwhile(call -> meanwhile(process, call));
    }
  }

  /** A call takes long: the others of its process go on, or the whole process stands still. */
  private void meanwhile(SimulatedProcess process, PortCall call) {
    if (depth > 1 || random.nextInt(100) > 1) {
      return;
    }
    Duration pause =
        random.nextInt(10) == 0
            ? lease.multipliedBy(5).dividedBy(2)
            : Duration.ofMillis(1 + random.nextInt(300));
    boolean freeze = !YIELDING.contains(call) || random.nextBoolean();
    trace.add(process.name(), (freeze ? "stands still " : "is slow ") + pause.toMillis() + "ms");
    depth++;
    if (freeze) {
      process.scheduler().freeze();
    }
    try {
      if (!scheduler.runUntil(this::someoneDied, pause)) {
        return;
      }
    } finally {
      depth--;
      if (freeze) {
        process.scheduler().thaw();
      }
    }
  }

  /** What is done from outside, and when. */
  private void script() {
    List<Outgoing> messages = setup.messages().stream().map(producer::message).toList();
    Instant at = now();
    List<Outgoing> batch = new ArrayList<>();
    for (Outgoing message : messages) {
      Outgoing sent =
          setup.has(Fault.POISON) && random.nextInt(10) == 0 ? producer.forged(message) : message;
      batch.add(sent);
      if (setup.has(Fault.DUPLICATE) && random.nextInt(5) == 0) {
        // Later by a moment or by long: the copy that comes late is the one that hurts.
        int late = random.nextInt(3) == 0 ? 1500 : 200;
        at(at.plusMillis(1 + random.nextInt(late)), () -> send(List.of(sent)));
      }
      if (setup.has(Fault.POISON) && random.nextInt(10) == 0) {
        Outgoing bad =
            random.nextBoolean() ? producer.unreadable(message) : producer.unknown(message);
        buried(bad);
        batch.add(random.nextBoolean() ? bad : producer.forged(bad));
      }
      if (setup.faults().isEmpty() || random.nextInt(3) == 0) {
        List<Outgoing> full = batch;
        at(at, () -> send(full));
        batch = new ArrayList<>();
        at = setup.faults().isEmpty() ? at : at.plusMillis(random.nextInt(100));
      }
    }
    List<Outgoing> rest = batch;
    at(at, () -> send(rest));
    for (Predicate<Duly> each : setup.calls()) {
      ClientCall call = new ClientCall(each);
      at(now().plusMillis(random.nextInt(300)), () -> ask(call));
    }
    long span = Duration.between(now(), at).toMillis() + 200;
    if (setup.has(Fault.RESTART) && random.nextInt(3) == 0) {
      at(now().plusMillis(random.nextLong(span)), this::restartOne);
    }
    if (setup.has(Fault.CLOCK_STEP) && random.nextInt(3) == 0) {
      at(now().plusMillis(random.nextLong(span)), this::stepClock);
    }
    at(at.plusMillis(random.nextLong(1000)), this::calmDown);
  }

  /** Who hears nothing asks again, at whichever process. */
  private void ask(ClientCall call) {
    if (call.isAnswered()) {
      return;
    }
    int longest = 1;
    if (!alive.isEmpty()) {
      SimulatedProcess process = alive.get(random.nextInt(alive.size()));
      process.later(Duration.ZERO, () -> call.askAt(process));
      longest = 4000;
    }
    at(now().plusMillis(1 + random.nextInt(longest)), () -> ask(call));
  }

  private void send(List<Outgoing> batch) {
    if (!batch.isEmpty()) {
      trace.add(
          "producer",
          "sends "
              + String.join(" ", batch.stream().map(one -> one.headers().get("ce-id")).toList()));
      var unused = transport.send(batch);
    }
  }

  private void buried(Outgoing bad) {
    for (Subscription<?> subscription : declared) {
      String channel = subscription.message().type().channel();
      if (channel.equals(bad.channel())) {
        poison.add(
            new Letter(
                subscription.group().deadLetterChannelFor(channel),
                subscription.group().id(),
                text(bad.body())));
      }
    }
  }

  private void restartOne() {
    if (alive.isEmpty()) {
      return;
    }
    SimulatedProcess process = alive.get(random.nextInt(alive.size()));
    trace.add(process.name(), "is closed");
    // With one thread nothing may be under way when a thread would wait for its end.
    process.faults().meanwhile(call -> {});
    int ran = 1;
    while (ran > 0) {
      ran = scheduler.runUntilIdle();
    }
    if (!process.isDead()) {
      process.close();
      alive.remove(process);
      process.bury();
      at(now().plusMillis(random.nextInt(300)), () -> start(process.name()));
    }
  }

  private void stepClock() {
    if (random.nextBoolean() || alive.isEmpty()) {
      Duration step = lease.multipliedBy(1 + random.nextInt(2));
      trace.add("broker", "clock jumps by " + step);
      brokerClock.step(step);
    } else {
      long bound = random.nextBoolean() ? 10_000 : Duration.ofHours(30).toMillis();
      Duration step = Duration.ofMillis(random.nextLong(-bound, bound));
      SimulatedProcess process = alive.get(random.nextInt(alive.size()));
      trace.add(process.name(), "clock jumps by " + step);
      process.stepClock(step);
    }
  }

  private void calmDown() {
    calm = true;
    trace.add("world", "calms down");
    alive.forEach(process -> process.faults().calm());
  }

  private void at(Instant when, Runnable action) {
    steps.add(new Step(when, stepNumber++, action));
  }

  private Instant now() {
    return scheduler.clock().instant();
  }

  private void moveTo(Instant instant) {
    Duration left = Duration.between(now(), instant);
    if (!left.isNegative() && !left.isZero()) {
      int unused = scheduler.advance(left);
    }
  }

  private FinalState finalState() {
    Map<String, Map<Object, Object>> tables = store.tables();
    Map<Stream, List<String>> done = new LinkedHashMap<>();
    Map<Object, Object> log = tables.remove(EffectLog.TABLE);
    if (log != null) {
      log.forEach(
          (stream, bodies) ->
              done.put((Stream) stream, ((List<?>) bodies).stream().map(String::valueOf).toList()));
    }
    done.putAll(other.calls());
    List<String> unfinished = new ArrayList<>();
    if (!steps.isEmpty() || !isQuiet()) {
      groups.forEach(group -> unfinished.add(transport.backlog(group) + " unsettled of " + group));
      unfinished.add(store.outbox(1000).size() + " in the outbox");
      unfinished.add("after " + lives + " lives, at " + now());
    }
    return new FinalState(tables, done, dead(), published(), parked(), dropped(), unfinished);
  }

  private Map<String, List<String>> parked() {
    Map<String, List<String>> parked = new TreeMap<>();
    for (String group : groups) {
      for (ParkedKey key : store.parking().keys(group, 0, ALL)) {
        parked.put(
            group + "/" + key.key(),
            store.parking().messages(group, key.key(), 0, ALL).stream()
                .map(entry -> text(entry.message().body()))
                .toList());
      }
    }
    return parked;
  }

  private Map<String, List<String>> dropped() {
    Map<String, List<String>> dropped = new TreeMap<>();
    for (String group : groups) {
      for (ParkedDrop drop : store.parking().drops(group, 0, ALL)) {
        dropped
            .computeIfAbsent(group + "/" + drop.key(), key -> new ArrayList<>())
            .add(drop.id() + " by " + drop.who() + ": " + drop.why());
      }
    }
    // One that came again, from a process that had lost its lease, may have been dropped again.
    dropped.replaceAll((key, notes) -> notes.stream().distinct().toList());
    return dropped;
  }

  private Set<Letter> dead() {
    Set<Letter> dead = new LinkedHashSet<>();
    for (String channel : deadLetterChannels()) {
      for (Stored stored : transport.browse(channel, "", Integer.MAX_VALUE)) {
        dead.add(
            new Letter(
                channel, stored.headers().getOrDefault("duly-group", ""), text(stored.body())));
      }
    }
    return dead;
  }

  private Set<String> deadLetterChannels() {
    Set<String> channels = new TreeSet<>();
    for (Subscription<?> subscription : declared) {
      channels.add(subscription.deadLetters());
      channels.add(
          subscription.group().deadLetterChannelFor(subscription.message().type().channel()));
    }
    return channels;
  }

  private Set<Letter> published() {
    Set<String> consumed = new HashSet<>();
    declared.forEach(one -> consumed.add(one.message().type().channel()));
    Set<Letter> published = new LinkedHashSet<>();
    for (Subscription<?> subscription : declared) {
      for (MessageContract<?> contract : subscription.publishes()) {
        String channel = contract.type().channel();
        if (!consumed.contains(channel)) {
          for (Stored stored : transport.browse(channel, "", Integer.MAX_VALUE)) {
            published.add(new Letter(channel, "", text(stored.body())));
          }
        }
      }
    }
    return published;
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }
}
