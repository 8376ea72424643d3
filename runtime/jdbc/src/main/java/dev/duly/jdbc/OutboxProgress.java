/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What of an outbox was confirmed: all up to a number, but for gaps. In a gap are numbers of
 * transactions that had not ended when later numbers were seen, and nobody knows yet whether they
 * will be there.
 *
 * @param sentTo the highest number that was confirmed
 * @param gaps below that, in order
 */
record OutboxProgress(long sentTo, List<Gap> gaps) {
  private static final long UNKNOWN = 0;

  /**
   * The numbers {@code from} to {@code to}.
   *
   * @param until the transactions that took these numbers were counted before this one; {@link
   *     #UNKNOWN} until one is known that was counted later
   */
  record Gap(long from, long to, long until) {
    boolean isBelow(long number) {
      return to <= number;
    }
  }

  OutboxProgress {
    gaps = List.copyOf(gaps);
  }

  /**
   * For a new turn.
   *
   * @param transaction of the turn: counted after whatever was seen in those before
   */
  OutboxProgress in(long transaction) {
    return new OutboxProgress(
        sentTo,
        gaps.stream()
            .map(gap -> gap.until() == UNKNOWN ? new Gap(gap.from(), gap.to(), transaction) : gap)
            .toList());
  }

  /**
   * After a look at everything above and in the gaps.
   *
   * @param found what is there, oldest first
   * @param complete whether that is all; if not, it is all up to the last
   * @param oldest the oldest transaction that ran at that moment
   */
  OutboxProgress seen(List<Long> found, boolean complete, long oldest) {
    long last = complete ? Long.MAX_VALUE : found.get(found.size() - 1);
    NavigableSet<Long> there = new TreeSet<>(found);
    List<Gap> left = new ArrayList<>();
    for (Gap gap : gaps) {
      if (gap.until() > oldest || !gap.isBelow(last)) {
        left.add(gap);
        continue;
      }
      // Whoever had these numbers has ended: what is not there never will be.
      for (long number : there.subSet(gap.from(), true, gap.to(), true)) {
        left.add(new Gap(number, number, gap.until()));
      }
    }
    return new OutboxProgress(sentTo, left);
  }

  /** After the confirmation of messages. */
  OutboxProgress confirmed(Collection<Long> numbers) {
    NavigableSet<Long> sent = new TreeSet<>(numbers);
    List<Gap> left = new ArrayList<>();
    for (Gap gap : gaps) {
      addWithout(sent, gap, left);
    }
    long highest = sent.isEmpty() ? sentTo : Math.max(sentTo, sent.last());
    if (highest > sentTo) {
      addWithout(sent, new Gap(sentTo + 1, highest, UNKNOWN), left);
    }
    return new OutboxProgress(highest, left);
  }

  private static void addWithout(NavigableSet<Long> sent, Gap gap, List<Gap> left) {
    long from = gap.from();
    for (long number : sent.subSet(gap.from(), true, gap.to(), true)) {
      if (from < number) {
        left.add(new Gap(from, number - 1, gap.until()));
      }
      from = number + 1;
    }
    if (from <= gap.to()) {
      left.add(new Gap(from, gap.to(), gap.until()));
    }
  }
}
