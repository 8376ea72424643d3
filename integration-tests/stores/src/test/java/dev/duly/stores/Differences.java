/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.stores.CrashPoints.Point;
import dev.duly.stores.crashpoints.Life.Outcome;
import dev.duly.stores.crashpoints.Pattern;
import java.util.ArrayList;
import java.util.List;

/** How final states differ from those of the runs without a crash. Safe for use by many threads. */
final class Differences {
  private static final String IN_DOUBT = "dead in booking, UNKNOWN_OUTCOME: ";

  private final List<String> found = new ArrayList<>();
  private int lost;
  private int duplicated;
  private int inDoubt;

  /** Compares the state after a kill. */
  synchronized void add(Point point, Outcome calm, List<String> state) {
    List<String> due = new ArrayList<>(calm.state());
    List<String> is = new ArrayList<>(state);
    if (point.pattern() == Pattern.EFFECT_NONE && mayBeInDoubt(point, calm)) {
      leaveOutInDoubt(due, is);
    }
    List<String> missing = without(due, is);
    List<String> more = without(is, due);
    lost += missing.size();
    duplicated += more.size();
    if (!missing.isEmpty() || !more.isEmpty()) {
      found.add("%s: missing %s, too much %s".formatted(point, missing, more));
    }
  }

  /** Lines that are missing. */
  synchronized int lost() {
    return lost;
  }

  /** Lines that are too many, or differ. */
  synchronized int duplicated() {
    return duplicated;
  }

  /** Calls that were left to a person. */
  synchronized int inDoubt() {
    return inDoubt;
  }

  /** What differs, and where. */
  synchronized List<String> found() {
    return List.copyOf(found);
  }

  /** Only between the acquisition of a call and the commit of its end is its outcome unknown. */
  private static boolean mayBeInDoubt(Point point, Outcome calm) {
    boolean open = false;
    for (String name : calm.boundaries().subList(0, point.number())) {
      open |= name.equals("EffectLog.acquire AFTER");
      open &= !name.equals("UnitOfWork.commit AFTER");
    }
    return open;
  }

  /**
   * A call in doubt to a system that can neither be asked nor called twice is for a person: its
   * order is a dead letter, was called for at most once, and has no mail.
   */
  private void leaveOutInDoubt(List<String> due, List<String> is) {
    List<String> letters = is.stream().filter(line -> line.startsWith(IN_DOUBT)).toList();
    assertThat(letters).hasSizeLessThanOrEqualTo(1);
    for (String letter : letters) {
      inDoubt++;
      String order = letter.substring(IN_DOUBT.length());
      assertThat(is).noneMatch(line -> line.startsWith("mail " + order));
      assertThat(is.stream().filter(line -> line.startsWith("done " + order)))
          .hasSizeLessThanOrEqualTo(1);
      due.removeIf(line -> line.contains(order));
      is.removeIf(line -> line.contains(order));
    }
  }

  private static List<String> without(List<String> these, List<String> those) {
    List<String> left = new ArrayList<>(these);
    those.forEach(left::remove);
    return left;
  }
}
