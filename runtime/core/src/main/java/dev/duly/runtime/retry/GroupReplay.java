/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.retry;

/**
 * What became of the parked keys of a group that was replayed.
 *
 * @param group the group
 * @param free how many keys are not parked any more
 * @param stillParked how many keys have failed again
 * @param done how many messages of all keys were done
 */
public record GroupReplay(String group, int free, int stillParked, int done) {

  /** For a person to read. */
  @Override
  public String toString() {
    return "group %s: %d keys free, %d still parked, %d messages done"
        .formatted(group, free, stillParked, done);
  }

  GroupReplay plus(KeyReplay key) {
    boolean isFree = key.outcome() == KeyReplay.Outcome.FREE;
    return new GroupReplay(
        group, free + (isFree ? 1 : 0), stillParked + (isFree ? 0 : 1), done + key.done());
  }
}
