/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one messaging library looks like in source.
 *
 * @param name as its users say it
 * @param afterFailure what it does with the message when a handler throws, as a clause that follows
 *     "let the failure through: "
 * @param handlerAnnotations what makes a method a handler, and the annotation its class must carry
 *     besides ("" where none)
 * @param listeners methods that are handlers where they are overridden, and whose interfaces make a
 *     lambda a handler
 * @param messages types a broker's message comes in: a private or protected method that takes one
 *     is handler code
 * @param acknowledgements calls that tell the broker the message is done
 * @param refusals calls that give the message back
 * @param brokers types that hand messages to the broker
 * @param publisherAnnotations annotations of interfaces whose methods do so
 * @param publications calls that hand a message to the broker
 * @param sends those that take a key, or could, by overload
 * @param leftUnacknowledged what becomes of a message that is neither acknowledged nor refused, as
 *     a clause, where that is a loss; empty where the broker delivers it again by itself
 * @param polls calls that fetch messages
 * @param lossyModes settings by which messages are acknowledged whatever becomes of their work
 * @param functionBeansWith the type whose presence makes beans of type {@code Consumer} and {@code
 *     Function} handlers; empty where it has none
 */
public record Framework(
    String name,
    String afterFailure,
    Map<String, String> handlerAnnotations,
    List<Call> listeners,
    Set<String> messages,
    List<Call> acknowledgements,
    List<Call> refusals,
    Set<String> brokers,
    Set<String> publisherAnnotations,
    List<Call> publications,
    List<Send> sends,
    Optional<String> leftUnacknowledged,
    List<Call> polls,
    List<LossyMode> lossyModes,
    Optional<String> functionBeansWith) {

  /** Whether it is Duly itself: there a finding is an error, elsewhere a warning. */
  public boolean isDuly() {
    return equals(Duly.DULY);
  }

  static Builder named(String name) {
    return new Builder(name);
  }

  /** Reads as a description; every part may be given several times. */
  static final class Builder {
    private final String name;
    private String afterFailure = "the broker delivers the message again";
    private final Map<String, String> handlerAnnotations = new LinkedHashMap<>();
    private final List<Call> listeners = new ArrayList<>();
    private final Set<String> messages = new LinkedHashSet<>();
    private final List<Call> acknowledgements = new ArrayList<>();
    private final List<Call> refusals = new ArrayList<>();
    private final Set<String> brokers = new LinkedHashSet<>();
    private final Set<String> publisherAnnotations = new LinkedHashSet<>();
    private final List<Call> publications = new ArrayList<>();
    private final List<Send> sends = new ArrayList<>();
    private Optional<String> leftUnacknowledged = Optional.empty();
    private final List<Call> polls = new ArrayList<>();
    private final List<LossyMode> lossyModes = new ArrayList<>();
    private Optional<String> functionBeansWith = Optional.empty();

    private Builder(String name) {
      this.name = name;
    }

    Builder afterFailure(String clause) {
      this.afterFailure = clause;
      return this;
    }

    Builder handlers(String... annotations) {
      for (String annotation : annotations) {
        handlerAnnotations.put(annotation, "");
      }
      return this;
    }

    Builder handlersIn(String classAnnotation, String methodAnnotation) {
      handlerAnnotations.put(methodAnnotation, classAnnotation);
      return this;
    }

    Builder listeners(String... methods) {
      return add(listeners, methods);
    }

    Builder messages(String... types) {
      messages.addAll(List.of(types));
      return this;
    }

    Builder acknowledgedBy(String... methods) {
      return add(acknowledgements, methods);
    }

    Builder refusedBy(String... methods) {
      return add(refusals, methods);
    }

    Builder brokers(String... types) {
      brokers.addAll(List.of(types));
      return this;
    }

    Builder publishers(String... interfaceAnnotations) {
      publisherAnnotations.addAll(List.of(interfaceAnnotations));
      return this;
    }

    Builder publishedBy(String... methods) {
      return add(publications, methods);
    }

    Builder send(String method, Role... roles) {
      sends.add(new Send(Call.of(method), List.of(roles)));
      return this;
    }

    Builder leftUnacknowledged(String clause) {
      this.leftUnacknowledged = Optional.of(clause);
      return this;
    }

    Builder polledBy(String... methods) {
      return add(polls, methods);
    }

    Builder lossyModes(LossyMode... modes) {
      lossyModes.addAll(List.of(modes));
      return this;
    }

    Builder functionBeansWith(String type) {
      this.functionBeansWith = Optional.of(type);
      return this;
    }

    Framework build() {
      return new Framework(
          name,
          afterFailure,
          Map.copyOf(handlerAnnotations),
          List.copyOf(listeners),
          Set.copyOf(messages),
          List.copyOf(acknowledgements),
          List.copyOf(refusals),
          Set.copyOf(brokers),
          Set.copyOf(publisherAnnotations),
          List.copyOf(publications),
          List.copyOf(sends),
          leftUnacknowledged,
          List.copyOf(polls),
          List.copyOf(lossyModes),
          functionBeansWith);
    }

    private Builder add(List<Call> to, String... methods) {
      for (String method : methods) {
        to.add(Call.of(method));
      }
      return this;
    }
  }
}
