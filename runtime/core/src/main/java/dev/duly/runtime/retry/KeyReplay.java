/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.retry;

import org.jspecify.annotations.Nullable;

/**
 * What became of a parked key that was replayed.
 *
 * @param group the group
 * @param key the partition key
 * @param outcome how it ended
 * @param done how many messages were done, those included that were recognised as done before
 * @param failure why the first that is left has failed again; null unless {@link
 *     Outcome#STILL_PARKED}
 */
public record KeyReplay(
    String group, String key, Outcome outcome, int done, @Nullable DeadLetterInfo failure) {

  /** How a replay ended. */
  public enum Outcome {
    /** All messages are done, and the key is not parked any more. */
    FREE,
    /** A message failed again: it is the first now, and everything behind it waits on. */
    STILL_PARKED,
    /** This instance was closed meanwhile; what is left waits on. Replay it again. */
    INTERRUPTED
  }

  /** For a person to read. */
  @Override
  public String toString() {
    String what = "key " + key + " of group " + group + ": " + done + " done, ";
    return what
        + switch (outcome) {
          case FREE -> "the key is free";
          case STILL_PARKED ->
              "still parked"
                  + (failure == null ? "" : ": " + failure.reason() + " " + failure.error());
          case INTERRUPTED -> "interrupted; replay it again";
        };
  }
}
