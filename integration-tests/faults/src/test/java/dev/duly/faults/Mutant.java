/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import static dev.duly.testing.simulation.Violation.Kind.DEAD_LETTER_MISSING;
import static dev.duly.testing.simulation.Violation.Kind.DEAD_LETTER_UNDESERVED;
import static dev.duly.testing.simulation.Violation.Kind.DUPLICATED;
import static dev.duly.testing.simulation.Violation.Kind.LOST;
import static dev.duly.testing.simulation.Violation.Kind.OUT_OF_ORDER;
import static dev.duly.testing.simulation.Violation.Kind.STATE_DIFFERS;
import static dev.duly.testing.simulation.Violation.Kind.STUCK;

import dev.duly.faults.mutants.Calls;
import dev.duly.faults.mutants.Guards;
import dev.duly.faults.mutants.Parkings;
import dev.duly.faults.mutants.Sends;
import dev.duly.faults.mutants.Sources;
import dev.duly.faults.mutants.Stores;
import dev.duly.runtime.topology.Subscription;
import dev.duly.testing.simulation.Decoration;
import dev.duly.testing.simulation.Environment;
import dev.duly.testing.simulation.Simulation;
import dev.duly.testing.simulation.Violation.Kind;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A bug that real systems have had, and the promise by whose breach it must be found. */
@SuppressWarnings("ImmutableEnumChecker") // what makes mutants has no state
enum Mutant {
  SETTLED_WHEN_POLLED("settled before the commit", LOST, Sources::settledWhenPolled),
  SETTLED_UP_TO("committed what was seen, not what was done", LOST, Sources::settledUpTo),
  WHOLE_POLL_SETTLED(
      "one message done settles the whole poll, while another retries",
      LOST,
      Sources::wholePollSettled),
  RELEASED_TO_THE_END("a release reorders a key", OUT_OF_ORDER, Sources::releasedToTheEnd),
  UNFINISHED_SETTLED("a shutdown settles unfinished work", LOST, Sources::unfinishedSettled),
  MALFORMED_HEADER_THROWS(
      "a malformed retry header stops the consumer for ever",
      STUCK,
      Sources::malformedHeaderThrows),
  ATTEMPTS_FROM_HEADER(
      "attempts come from a header a producer can forge",
      DEAD_LETTER_UNDESERVED,
      () -> Sources.attemptsFromHeader(".dlq")),
  UNKNOWN_ACKNOWLEDGED(
      "a message of an unknown id is acknowledged",
      DEAD_LETTER_MISSING,
      () -> Sources.acknowledgedUnhandled(Set.of("order-placed", "order-booked"), 1)),
  HANDLER_MISSING(
      "a process without the handler acknowledges unhandled",
      LOST,
      () -> Sources.acknowledgedUnhandled(Set.of("order-placed"), 3)),
  REDELIVERY_UNNOTICED(
      "a message that kills the process does so for ever", STUCK, Sources::redeliveryUnnoticed),
  ATTEMPTS_IN_MEMORY("attempts are kept only in memory", STUCK, Stores::attemptsInMemory),
  DEAD_LETTER_NOT_AWAITED(
      "the dead letter's confirmation is not awaited",
      DEAD_LETTER_MISSING,
      () -> Sends.notAwaited(true)),
  DEAD_LETTER_DROPPED(
      "the dead letter is dropped when its publication fails",
      DEAD_LETTER_MISSING,
      () -> Sends.failureIgnored(true)),
  POISON_DROPPED(
      "poison is settled without a dead letter", DEAD_LETTER_MISSING, Sends::poisonDropped),
  DEAD_LETTER_CUT("the dead letter is not the original", DEAD_LETTER_MISSING, Sends::bodyCut),
  DEAD_LETTER_TOO_LARGE("the dead letter is larger than the broker takes", STUCK, Sends::tooLarge),
  RELAY_NOT_AWAITED("the relay does not await confirmations", LOST, () -> Sends.notAwaited(false)),
  RELAY_FAILURE_IGNORED(
      "the relay takes a failed send for a done one", LOST, () -> Sends.failureIgnored(false)),
  NO_OUTBOX("published after the commit, without outbox", LOST, Stores::noOutbox),
  OUTBOX_REMOVED_FIRST(
      "removed from the outbox before it is sent", LOST, Stores::removedBeforeSent),
  OUTBOX_UNORDERED("the outbox is read without an order", OUT_OF_ORDER, Stores::unorderedOutbox),
  OUTBOX_CURSOR("the outbox cursor skips late commits", STUCK, Stores::cursor),
  NO_RECONNECT("no reconnect after the store failed", STUCK, Stores::noReconnect),
  GUARD_OFF("duplicates are not recognised", DUPLICATED, Guards::off),
  GUARD_IN_MEMORY("a duplicate is fresh after a restart", DUPLICATED, Guards::inMemory),
  GUARD_BY_RECEIVE_TIME(
      "keys are filed by receive time, not by a stable one", DUPLICATED, Guards::byReceiveTime),
  GUARD_FORGETS_EARLY(
      "the dedupe window is shorter than redelivery", DUPLICATED, Guards::forgetsEarly),
  CLAIMED_OUTSIDE("the key is claimed outside of the transaction", LOST, Guards::claimedOutside),
  CLAIMED_AFTERWARDS(
      "the key is written after the effect's commit", DUPLICATED, Guards::claimedAfterwards),
  ANSWERS_MIXED_UP(
      "the answers of a batch claim are in another order", LOST, Guards::answersMixedUp),
  BATCH_ANSWERS_LOST(
      "a rewritten batch loses which rows were there", DUPLICATED, Guards::batchAnswersLost),
  DUPLICATE_BY_ERROR_TEXT(
      "duplicates are told by English error text", STUCK, Guards::duplicateByErrorText),
  COMMIT_FAILURE_IGNORED(
      "a failed commit is taken for a done one", LOST, Guards::commitFailureIgnored),
  LEASED_WITHOUT_FENCE(
      "the record's lease ends during the effect", DUPLICATED, () -> Guards.leased(false)),
  LIVE_OWNER_ORPHANED(
      "a live owner's record is taken for an orphan", DUPLICATED, () -> Guards.leased(true)),
  ORDER_IGNORED("messages of one key run side by side", OUT_OF_ORDER, BrokenShop::unordered),
  UNSTABLE_KEY("the key is not a function of the message", DUPLICATED, BrokenShop::unstableKey),
  RETRY_AT_THE_END("a retry reorders a key", STATE_DIFFERS, BrokenShop::retryAtTheEnd),
  FAILURE_SWALLOWED(
      "a handler logs its failure and returns", DEAD_LETTER_MISSING, BrokenShop::swallowing),
  RETRY_WITHOUT_END("retries without an end", STUCK, BrokenShop::retryingForEver),
  GROUP_RENAMED("a renamed listener leaves its messages behind", STUCK, BrokenShop::renamed),
  CALL_TAKEN_FOR_DONE(
      "a call that was begun is taken for done", LOST, Scenario::calling, Calls::takenForDone),
  PARKED_OVERTAKEN(
      "a later message of a parked key overtakes the dead one",
      OUT_OF_ORDER,
      Scenario::parking,
      Parkings::overtaken),
  PARKED_IN_MEMORY(
      "only the process that parked a key knows of it",
      OUT_OF_ORDER,
      Scenario::parking,
      Parkings::knownInMemory),
  PARKED_NOT_STORED(
      "a message that waits behind a dead one is settled and not stored",
      LOST,
      Scenario::parking,
      Parkings::waitingNotStored),
  RELEASED_FIRST(
      "a parked message is released before its effect is committed",
      LOST,
      Scenario::releaseWithACrash,
      Parkings::releasedFirst),
  ARRIVAL_FORGOTTEN(
      "the release of the last forgets the one that has just come",
      LOST,
      Scenario::parking,
      Parkings::arrivalForgotten);

  private final String bug;
  private final Kind breaks;
  private final Supplier<Decoration> decoration;
  private final @Nullable Function<Environment, List<Subscription<?>>> subscriptions;
  private final LongFunction<Simulation> scenario;

  Mutant(String bug, Kind breaks, Supplier<Decoration> decoration) {
    this(bug, breaks, Scenario::of, decoration);
  }

  Mutant(
      String bug, Kind breaks, LongFunction<Simulation> scenario, Supplier<Decoration> decoration) {
    this.bug = bug;
    this.breaks = breaks;
    this.scenario = scenario;
    this.decoration = decoration;
    this.subscriptions = null;
  }

  Mutant(String bug, Kind breaks, Function<Environment, List<Subscription<?>>> subscriptions) {
    this.bug = bug;
    this.breaks = breaks;
    this.scenario = Scenario::of;
    this.decoration = () -> Decoration.NONE;
    this.subscriptions = subscriptions;
  }

  String bug() {
    return bug;
  }

  /** The promise it breaks. */
  Kind breaks() {
    return breaks;
  }

  /** The world of a seed, with the bug. */
  Simulation in(long seed) {
    return mutate(scenario.apply(seed));
  }

  Simulation mutate(Simulation simulation) {
    simulation.decorate(decoration);
    if (subscriptions != null) {
      simulation.breakHandlers(subscriptions);
    }
    return simulation;
  }
}
