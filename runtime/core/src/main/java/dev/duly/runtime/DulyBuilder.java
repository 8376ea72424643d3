/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.codec.CodecProvider;
import dev.duly.runtime.codec.Limits;
import dev.duly.runtime.execution.Engine;
import dev.duly.runtime.execution.Plan;
import dev.duly.runtime.execution.Scheduler;
import dev.duly.runtime.execution.ThreadScheduler;
import dev.duly.runtime.execution.Wirings;
import dev.duly.runtime.store.EmbeddedProvider;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.topology.ModuleIndex;
import dev.duly.runtime.topology.Names;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.visibility.LoggingObserver;
import dev.duly.runtime.visibility.Observer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Collects what an instance is made of; {@link #start} makes it. */
public final class DulyBuilder {
  private final List<Object> handlers = new ArrayList<>();
  private final List<Subscription<?>> subscriptions = new ArrayList<>();
  private final List<ModuleIndex> indexes = new ArrayList<>();
  private final List<Observer> observers = new ArrayList<>();
  private final List<TransactionalWork<Exception>> preparations = new ArrayList<>();
  private @Nullable Transport transport;
  private @Nullable Store store;
  private @Nullable Path embedded;
  private @Nullable Codec codec;
  private @Nullable Scheduler scheduler;
  private @Nullable String instance;
  private Limits limits = Limits.DEFAULT;
  private Clock clock = Clock.systemUTC();
  private RandomGenerator random = RandomGenerator.getDefault();
  private String source = "duly";
  private Duration grace = Duration.ofSeconds(30);

  DulyBuilder() {}

  /** Objects whose classes have {@code @MessageHandler} methods. */
  public DulyBuilder handlers(Object... objects) {
    handlers.addAll(List.of(objects));
    return this;
  }

  /** Subscriptions written by hand, without the processor. */
  public DulyBuilder subscriptions(Subscription<?>... written) {
    subscriptions.addAll(List.of(written));
    return this;
  }

  /** What the processor generated, for class loaders in which it cannot be found by itself. */
  public DulyBuilder index(ModuleIndex index) {
    indexes.add(index);
    return this;
  }

  /** The broker; closed with the instance. */
  public DulyBuilder transport(Transport value) {
    transport = value;
    return this;
  }

  /** Where state lives; closed with the instance. */
  public DulyBuilder store(Store value) {
    store = value;
    return this;
  }

  /**
   * Work on the store before anything is consumed: create tables, or run the migrations of your
   * own. May be called several times; each runs in a transaction, at every start.
   */
  public DulyBuilder prepare(TransactionalWork<Exception> work) {
    preparations.add(work);
    return this;
  }

  /**
   * How messages become bytes. Default: the one codec on the class path, as {@code duly-jackson}.
   */
  public DulyBuilder codec(Codec value) {
    codec = value;
    return this;
  }

  /** Who is told of what happens, besides the log. May be called several times. */
  public DulyBuilder observer(Observer value) {
    observers.add(value);
    return this;
  }

  /** What a message may cost. Default: {@link Limits#DEFAULT}. */
  public DulyBuilder limits(Limits value) {
    limits = value;
    return this;
  }

  /** Where time comes from. Default: the system's. */
  public DulyBuilder clock(Clock value) {
    clock = value;
    return this;
  }

  /** Where chance comes from: jitter, and ids of messages without a key. */
  public DulyBuilder random(RandomGenerator value) {
    random = value;
    return this;
  }

  /** Where work runs and waits; closed with the instance. Default: threads. */
  public DulyBuilder scheduler(Scheduler value) {
    scheduler = value;
    return this;
  }

  /** The CloudEvents {@code source} of what this instance publishes. Default: {@code duly}. */
  public DulyBuilder source(String value) {
    source = value;
    return this;
  }

  /**
   * The name of this instance, unique among those on one broker: {@code [a-z0-9][a-z0-9._-]{0,79}}.
   * Default: chance.
   */
  public DulyBuilder instance(String value) {
    instance = Names.check("instance", value);
    return this;
  }

  /** How long {@link Duly#close} waits for running handlers. Default: 30 s. */
  public DulyBuilder grace(Duration value) {
    grace = value;
    return this;
  }

  DulyBuilder embedded(Path directory) {
    embedded = directory;
    return this;
  }

  /**
   * Starts the instance.
   *
   * @throws StartupException if anything is missing or contradictory; nothing was consumed then
   */
  public Duly start() {
    List<ModuleIndex> all = new ArrayList<>(indexes);
    ServiceLoader.load(ModuleIndex.class).forEach(all::add);
    Wirings wirings = new Wirings(all);
    List<Subscription<?>> declared = new ArrayList<>(subscriptions);
    handlers.forEach(handler -> declared.addAll(wirings.subscriptions(handler)));
    Plan plan = new Plan(declared, store != null || embedded != null);
    Codec chosen = codec == null ? findCodec() : codec;
    List<Observer> told = new ArrayList<>(List.of(new LoggingObserver()));
    told.addAll(observers);
    openEmbedded();
    Transport broker = transport;
    if (broker == null) {
      throw new StartupException(
          "DulyTransportMissing",
          "No transport is configured.",
          "Give one: Duly.builder().transport(…), or use Duly.embedded(path).");
    }
    Scheduler chosenScheduler = scheduler == null ? new ThreadScheduler("duly") : scheduler;
    try {
      Engine engine =
          new Engine(
              broker,
              store,
              chosen,
              limits,
              clock,
              random,
              chosenScheduler,
              Observer.all(told),
              wirings.contracts(declared),
              source);
      return new Duly(engine, wirings, plan, instanceName(), grace, preparations);
    } catch (RuntimeException e) {
      closeAll(e, chosenScheduler, broker);
      throw e;
    } catch (Exception e) {
      StartupException failure =
          new StartupException(
              "DulyPreparationFailed",
              "What was to be prepared before the start has failed: " + e.getMessage() + ".",
              "Nothing was consumed; correct it and start again.",
              e);
      closeAll(failure, chosenScheduler, broker);
      throw failure;
    }
  }

  private void closeAll(RuntimeException failure, Scheduler chosen, Transport broker) {
    closeAfter(failure, chosen);
    closeAfter(failure, broker);
    closeAfter(failure, store);
  }

  private static void closeAfter(RuntimeException failure, @Nullable AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  private String instanceName() {
    if (instance != null) {
      return instance;
    }
    // One process at a time owns embedded files, so one name will do and its channel is found
    // again.
    return embedded != null
        ? "embedded"
        : new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private void openEmbedded() {
    if (embedded == null) {
      return;
    }
    EmbeddedProvider provider =
        ServiceLoader.load(EmbeddedProvider.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new StartupException(
                        "DulyEmbeddedMissing",
                        "No embedded store is on the class path.",
                        "Add the dependency dev.duly:duly-jdbc."));
    EmbeddedProvider.Embedded opened = provider.open(embedded, clock);
    transport = opened.transport();
    store = opened.store();
  }

  private Codec findCodec() {
    return ServiceLoader.load(CodecProvider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new StartupException(
                    "DulyCodecMissing",
                    "No codec is on the class path.",
                    "Add the dependency dev.duly:duly-jackson, or give one:"
                        + " Duly.builder().codec(…)."))
        .create(limits);
  }
}
