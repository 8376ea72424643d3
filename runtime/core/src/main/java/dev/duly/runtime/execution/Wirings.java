/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.StartupException;
import dev.duly.runtime.topology.GuardWiring;
import dev.duly.runtime.topology.GuardedMethod;
import dev.duly.runtime.topology.HandlerWiring;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.ModuleIndex;
import dev.duly.runtime.topology.PublisherWiring;
import dev.duly.runtime.topology.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Pairs plain objects with what the processor generated for their classes. */
public final class Wirings {
  private final Map<Class<?>, HandlerWiring<?>> handlers = new HashMap<>();
  private final Map<Class<?>, PublisherWiring<?>> publishers = new HashMap<>();
  private final Map<Class<?>, GuardWiring<?>> guards = new HashMap<>();
  private final List<MessageContract<?>> messages = new ArrayList<>();

  /** Everything in the given indexes. */
  public Wirings(Iterable<ModuleIndex> indexes) {
    for (ModuleIndex index : indexes) {
      index.handlers().forEach(wiring -> handlers.put(wiring.handlerClass(), wiring));
      index.publishers().forEach(wiring -> publishers.put(wiring.publisherClass(), wiring));
      index.guards().forEach(wiring -> guards.put(wiring.guardedClass(), wiring));
      messages.addAll(index.messages());
    }
  }

  /** The contracts of every module, those of {@code subscriptions} included. */
  public Contracts contracts(List<Subscription<?>> subscriptions) {
    List<MessageContract<?>> all = new ArrayList<>();
    subscriptions.forEach(
        subscription -> {
          all.add(subscription.message());
          all.addAll(subscription.publishes());
        });
    all.addAll(messages);
    return new Contracts(all);
  }

  /**
   * The subscriptions of a handler object.
   *
   * @throws StartupException if nothing was generated for its class
   */
  public List<Subscription<?>> subscriptions(Object handler) {
    // A container may hand over a subclass it made; its wiring is that of the class it was made
    // from.
    for (Class<?> type = handler.getClass(); type != null; type = type.getSuperclass()) {
      HandlerWiring<?> wiring = handlers.get(type);
      if (wiring != null) {
        return subscriptions(wiring, handler);
      }
    }
    throw missing("handler class", handler.getClass());
  }

  /**
   * The dedupe scopes of all guarded methods, and whose they are.
   *
   * @throws StartupException if two have one: a key of the one would answer for the other
   */
  public SortedMap<String, String> guardScopes() {
    SortedMap<String, String> scopes = new TreeMap<>();
    for (GuardWiring<?> wiring : guards.values()) {
      for (GuardedMethod method : wiring.methods()) {
        String other = scopes.putIfAbsent(method.scope(), method.name());
        if (other != null) {
          throw Plan.scopeTaken(method.scope(), other, method.name());
        }
      }
    }
    return scopes;
  }

  /**
   * The wiring of a publisher interface.
   *
   * @throws StartupException if nothing was generated for it
   */
  @SuppressWarnings("unchecked") // keyed by its own class
  public <P> PublisherWiring<P> publisher(Class<P> type) {
    @Nullable PublisherWiring<?> wiring = publishers.get(type);
    if (wiring == null) {
      throw missing("publisher", type);
    }
    return (PublisherWiring<P>) wiring;
  }

  /**
   * The wiring of an interface with guarded methods.
   *
   * @throws StartupException if nothing was generated for it
   */
  @SuppressWarnings("unchecked") // keyed by its own class
  public <T> GuardWiring<T> guard(Class<T> type) {
    @Nullable GuardWiring<?> wiring = guards.get(type);
    if (wiring == null) {
      throw missing("guarded interface", type);
    }
    return (GuardWiring<T>) wiring;
  }

  private static <H> List<Subscription<?>> subscriptions(HandlerWiring<H> wiring, Object handler) {
    return wiring.subscriptions(wiring.handlerClass().cast(handler));
  }

  private static StartupException missing(String what, Class<?> type) {
    return new StartupException(
        "DulyWiringMissing",
        "The " + what + " " + type.getName() + " has no generated wiring.",
        "Compile its module with the processor: add <path><groupId>dev.duly</groupId>"
            + "<artifactId>duly-processor</artifactId><version>…</version></path> to the"
            + " annotationProcessorPaths of maven-compiler-plugin, or"
            + " annotationProcessor(\"dev.duly:duly-processor:…\") in Gradle.");
  }
}
