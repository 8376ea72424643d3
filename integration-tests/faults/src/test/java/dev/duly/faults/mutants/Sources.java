/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.mutants;

import dev.duly.runtime.store.Store;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.transport.Verdict;
import dev.duly.testing.ForwardingSource;
import dev.duly.testing.ForwardingTransport;
import dev.duly.testing.simulation.Decoration;
import dev.duly.testing.simulation.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Bugs in how deliveries are taken and settled. */
public final class Sources {
  private Sources() {}

  /** Makes the broken source of one process. */
  private interface Bug {
    Source of(Source source, ConsumerSpec consumer, Transport transport, Environment process);
  }

  private record Broken(Bug bug) implements Decoration {
    @Override
    public Transport transport(Transport transport, Store store, Environment process) {
      return new ForwardingTransport(transport) {
        @Override
        public Source open(ConsumerSpec consumer) {
          Source source = super.open(consumer);
          return consumer.group().startsWith("reply") || consumer.group().equals("replies")
              ? source
              : bug.of(source, consumer, transport, process);
        }
      };
    }
  }

  private static Settlement as(Delivery delivery, Verdict verdict) {
    return new Settlement(delivery, verdict);
  }

  private static String header(Delivery delivery, String name) {
    return delivery.headers().getOrDefault(name, "");
  }

  /** Deliveries are settled when they are polled. */
  public static Decoration settledWhenPolled() {
    return new Broken(
        (source, consumer, transport, process) ->
            new ForwardingSource(source) {
              @Override
              public List<Delivery> poll(int max, Duration wait) {
                List<Delivery> polled = super.poll(max, wait);
                super.settle(polled.stream().map(one -> as(one, Verdict.EFFECT)).toList());
                return polled;
              }

              @Override
              public void settle(Collection<Settlement> settlements) {}
            });
  }

  /** A settlement settles whatever was polled before it, done or not. */
  public static Decoration settledUpTo() {
    return new Broken(
        (source, consumer, transport, process) ->
            new ForwardingSource(source) {
              private final List<Delivery> seen = new ArrayList<>();

              @Override
              public List<Delivery> poll(int max, Duration wait) {
                List<Delivery> polled = super.poll(max, wait);
                seen.addAll(polled);
                return polled;
              }

              @Override
              public void settle(Collection<Settlement> settlements) {
                List<Settlement> more = new ArrayList<>(settlements);
                int last = -1;
                for (Settlement settlement : settlements) {
                  if (settlement.verdict() != Verdict.RELEASED) {
                    last = Math.max(last, seen.indexOf(settlement.delivery()));
                  }
                }
                for (int i = 0; i < last; i++) {
                  more.add(as(seen.get(i), Verdict.EFFECT));
                }
                super.settle(more);
              }
            });
  }

  /** The first message of a poll that is done settles the whole poll. */
  public static Decoration wholePollSettled() {
    return new Broken(
        (source, consumer, transport, process) ->
            new ForwardingSource(source) {
              private List<Delivery> polled = List.of();

              @Override
              public List<Delivery> poll(int max, Duration wait) {
                List<Delivery> now = super.poll(max, wait);
                polled = now.isEmpty() ? polled : now;
                return now;
              }

              @Override
              public void settle(Collection<Settlement> settlements) {
                List<Settlement> more = new ArrayList<>(settlements);
                if (settlements.stream().anyMatch(one -> polled.contains(one.delivery()))) {
                  polled.forEach(one -> more.add(as(one, Verdict.EFFECT)));
                }
                super.settle(more);
              }
            });
  }

  /** What is released goes to the end of the queue. */
  public static Decoration releasedToTheEnd() {
    return new Broken(
        (source, consumer, transport, process) ->
            new ForwardingSource(source) {
              @Override
              public void settle(Collection<Settlement> settlements) {
                List<Settlement> changed = new ArrayList<>();
                for (Settlement one : settlements) {
                  boolean released = one.verdict() == Verdict.RELEASED;
                  changed.add(released ? as(one.delivery(), Verdict.IGNORED) : one);
                  if (released) {
                    var unused = transport.send(List.of(copy(one.delivery(), consumer.channel())));
                  }
                }
                super.settle(changed);
              }
            });
  }

  /** A shutdown settles what it has not finished. */
  public static Decoration unfinishedSettled() {
    return new Broken(
        (source, consumer, transport, process) ->
            new ForwardingSource(source) {
              @Override
              public void settle(Collection<Settlement> settlements) {
                super.settle(
                    settlements.stream()
                        .map(
                            one ->
                                one.verdict() == Verdict.RELEASED
                                    ? as(one.delivery(), Verdict.EFFECT)
                                    : one)
                        .toList());
              }
            });
  }

  /** A retry header that is no number stops the consumer. */
  public static Decoration malformedHeaderThrows() {
    return new Broken(
        (source, consumer, transport, process) ->
            new ForwardingSource(source) {
              @Override
              public List<Delivery> poll(int max, Duration wait) {
                List<Delivery> polled = super.poll(max, wait);
                int retries = 0;
                for (Delivery one : polled) {
                  String count = header(one, "x-retry-count");
                  retries += count.isEmpty() ? 0 : Integer.parseInt(count);
                }
                return retries < 0 ? List.of() : polled;
              }
            });
  }

  /** Attempts are taken from a header anybody can write. */
  public static Decoration attemptsFromHeader(String deadLetterSuffix) {
    return new Broken(
        (source, consumer, transport, process) ->
            new ForwardingSource(source) {
              @Override
              public List<Delivery> poll(int max, Duration wait) {
                List<Delivery> kept = new ArrayList<>(super.poll(max, wait));
                for (Delivery one : List.copyOf(kept)) {
                  if (header(one, "duly-attempts").length() > 1) {
                    kept.remove(one);
                    String channel = consumer.channel() + "." + consumer.group() + deadLetterSuffix;
                    transport.send(List.of(copy(one, channel))).toCompletableFuture().join();
                    super.settle(List.of(as(one, Verdict.DEAD)));
                  }
                }
                return kept;
              }
            });
  }

  /** Messages of the given ids, or of unknown ones, are acknowledged unhandled. */
  public static Decoration acknowledgedUnhandled(Set<String> handled, int everyNthLife) {
    return new Broken(
        (source, consumer, transport, process) ->
            new ForwardingSource(source) {
              @Override
              public List<Delivery> poll(int max, Duration wait) {
                List<Delivery> kept = new ArrayList<>(super.poll(max, wait));
                if (process.life() % everyNthLife == everyNthLife - 1) {
                  List<Delivery> dropped =
                      kept.stream()
                          .filter(one -> !handled.contains(header(one, "ce-type")))
                          .toList();
                  kept.removeAll(dropped);
                  super.settle(dropped.stream().map(one -> as(one, Verdict.IGNORED)).toList());
                }
                return kept;
              }
            });
  }

  /** Nobody notices that a message was handed out before. */
  public static Decoration redeliveryUnnoticed() {
    return new Broken(
        (source, consumer, transport, process) ->
            new ForwardingSource(source) {
              @Override
              public List<Delivery> poll(int max, Duration wait) {
                return super.poll(max, wait).stream()
                    .map(
                        one ->
                            new Delivery(
                                one.handle(), one.headers(), one.body(), false, one.sentAt()))
                    .toList();
              }
            });
  }

  private static Outgoing copy(Delivery delivery, String channel) {
    return new Outgoing(
        channel,
        header(delivery, "ce-type"),
        null,
        delivery.headers().get("ce-partitionkey"),
        delivery.headers(),
        delivery.body());
  }
}
