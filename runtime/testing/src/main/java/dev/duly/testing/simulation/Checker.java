/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.testing.simulation.Violation.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Compares how a run with faults ended with how it ends without. */
final class Checker {
  private final FinalState calm;
  private final Map<String, Promise> promises;
  private final List<Violation> violations = new ArrayList<>();

  /** What a group promises for each of its messages. */
  enum Promise {
    ONCE,
    AT_LEAST_ONCE,
    AT_MOST_ONCE
  }

  /**
   * @param promises by group and channel, as {@code group/channel}
   */
  Checker(FinalState calm, Map<String, Promise> promises) {
    this.calm = calm;
    this.promises = promises;
  }

  List<Violation> check(FinalState stormy) {
    stormy.unfinished().forEach(what -> add(Kind.STUCK, what));
    Set<Stream> streams = new LinkedHashSet<>(calm.effects().keySet());
    streams.addAll(stormy.effects().keySet());
    for (Stream stream : streams) {
      effects(
          stream,
          calm.effects().getOrDefault(stream, List.of()),
          stormy.effects().getOrDefault(stream, List.of()));
    }
    missing(calm.dead(), stormy.dead(), Kind.DEAD_LETTER_MISSING, "");
    missing(stormy.dead(), calm.dead(), Kind.DEAD_LETTER_UNDESERVED, "");
    missing(calm.published(), stormy.published(), Kind.LOST, "published ");
    missing(stormy.published(), calm.published(), Kind.PHANTOM, "published ");
    parked(stormy);
    if (!calm.dropped().equals(stormy.dropped())) {
      add(Kind.STATE_DIFFERS, "dropped " + stormy.dropped() + " instead of " + calm.dropped());
    }
    if (promises.values().stream().allMatch(Promise.ONCE::equals)) {
      rows(stormy);
    }
    return violations;
  }

  private void effects(Stream stream, List<String> due, List<String> done) {
    Promise promise = promises.getOrDefault(stream.group() + "/" + stream.channel(), Promise.ONCE);
    Set<String> once = new LinkedHashSet<>();
    for (String body : done) {
      if (!once.add(body) && promise != Promise.AT_LEAST_ONCE) {
        add(Kind.DUPLICATED, stream + ": " + body);
      }
      if (!due.contains(body)) {
        add(Kind.PHANTOM, stream + ": " + body);
      }
    }
    for (String body : due) {
      if (!once.contains(body) && promise != Promise.AT_MOST_ONCE) {
        add(Kind.LOST, stream + ": " + body);
      }
    }
    List<String> inOrder = due.stream().filter(once::contains).toList();
    List<String> first = once.stream().filter(due::contains).toList();
    if (!first.equals(inOrder)) {
      add(Kind.OUT_OF_ORDER, stream + ": " + first + " instead of " + inOrder);
    }
  }

  private void parked(FinalState stormy) {
    Set<String> keys = new TreeSet<>(calm.parked().keySet());
    keys.addAll(stormy.parked().keySet());
    for (String key : keys) {
      List<String> due = calm.parked().getOrDefault(key, List.of());
      // A copy of what is done may wait behind a dead one: released, it is recognised.
      List<String> is =
          stormy.parked().getOrDefault(key, List.of()).stream()
              .filter(body -> due.contains(body) || !isDone(stormy, key, body))
              .toList();
      String detail = "parked of " + key + ": " + is + " instead of " + due;
      if (!is.containsAll(due)) {
        add(Kind.PARKED_MISSING, detail);
      } else if (!due.containsAll(is)) {
        add(Kind.PARKED_UNDESERVED, detail);
      } else if (!is.equals(due)) {
        add(is.size() > due.size() ? Kind.DUPLICATED : Kind.OUT_OF_ORDER, detail);
      }
    }
  }

  private static boolean isDone(FinalState state, String key, String body) {
    return state.effects().entrySet().stream()
        .anyMatch(
            stream ->
                key.startsWith(stream.getKey().group() + "/") && stream.getValue().contains(body));
  }

  private void missing(
      Set<FinalState.Letter> these, Set<FinalState.Letter> there, Kind kind, String what) {
    these.stream()
        .filter(letter -> !there.contains(letter))
        .forEach(letter -> add(kind, what + letter));
  }

  private void rows(FinalState stormy) {
    Set<String> tables = new TreeSet<>(calm.tables().keySet());
    tables.addAll(stormy.tables().keySet());
    for (String table : tables) {
      Map<Object, Object> due = calm.tables().getOrDefault(table, Map.of());
      Map<Object, Object> is = stormy.tables().getOrDefault(table, Map.of());
      Set<Object> keys = new LinkedHashSet<>(due.keySet());
      keys.addAll(is.keySet());
      for (Object key : keys) {
        if (!Objects.equals(due.get(key), is.get(key))) {
          add(
              Kind.STATE_DIFFERS,
              table + "[" + key + "] is " + is.get(key) + " instead of " + due.get(key));
        }
      }
    }
  }

  private void add(Kind kind, String detail) {
    violations.add(new Violation(kind, detail));
  }
}
