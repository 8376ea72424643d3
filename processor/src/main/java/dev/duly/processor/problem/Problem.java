/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.problem;

import static dev.duly.processor.problem.Severity.ERROR;
import static dev.duly.processor.problem.Severity.NOTE;
import static dev.duly.processor.problem.Severity.WARNING;

import dev.duly.processor.model.Place;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything the processor can say: how bad it is, the fact, the way out. The id is {@code Duly}
 * and the name in camel case; each has a page of its own.
 */
public enum Problem {
  // Messages
  MESSAGE_SHAPE(
      ERROR,
      "%s cannot be a message: it %s.",
      "Declare a record, or a class with accessors that can be named from its package."),
  ACCESSOR(
      ERROR,
      "%s has no accessor for '%s'.%s",
      "Name a method without parameters that gives the value: x() or getX()."),
  KEY_TYPE(
      ERROR,
      "Key part '%s' of %s is of type %s.",
      "Use a String, an integral number, a UUID, an enum or a record of those."),
  KEY_FLOATING(
      ERROR,
      "Key part '%s' of %s is a %s, and floating point numbers are not exact.",
      "Use an integral number of the smallest unit, or a String."),
  KEY_NULLABLE(
      ERROR,
      "Key part '%s' of %s may be missing (%s), and a key must always identify the message.",
      "Make it mandatory, or take another part for the key."),
  OCCURRED_AT(ERROR, "The stable time of %s %s.", "Put @OccurredAt on one java.time.Instant."),
  NAME(
      ERROR,
      "The %s '%s' is no valid name.",
      "Use 1 to 100 of a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit."),
  MESSAGE_ID_TAKEN(
      ERROR,
      "%s has the id '%s' in channel '%s', and so has %s.",
      "Give one of them another id: @Message(id = \"…\")."),
  COMMAND_GROUPS(
      ERROR,
      "The %s %s is handled by two groups, '%s' and '%s'.",
      "Let one group handle it, or make it an event if several may."),
  REQUEST_REPLY(
      ERROR,
      "%s %s.",
      "A message of kind REQUEST implements Request<R>, R being a class, and no other message does."),
  UNORDERED_KEY(
      ERROR,
      "%s has a partition key and is @Unordered as well.",
      "Remove the one that is not meant."),
  REASON(ERROR, "The %s is blank.", "Say why it is right; the next reader will ask."),
  RANGE(ERROR, "%s is %s.", "It must be %s."),
  // Handlers
  HANDLER_METHOD(
      ERROR,
      "Handler %s %s.",
      "Make it an instance method without type parameters that is not private."),
  HANDLER_CLASS(
      ERROR,
      "%s cannot hold handlers: it %s.",
      "Use a concrete class without type parameters that can be named from its package."),
  HANDLER_PARAMETERS(
      ERROR,
      "Handler %s %s.%s",
      "Take the message, or a List of it, first, then Transaction, EffectKey, MessageContext or"
          + " Outbox."),
  HANDLER_RETURN(
      ERROR,
      "Handler %s returns %s, and %s.",
      "Return void, a message, an Optional or List of it, or a sealed interface of messages; for a"
          + " request, its reply."),
  NOT_A_MESSAGE(
      ERROR,
      "%s %s, which is no @Message.%s",
      "Declare it with @Message, or with @MessageFor if the class is not yours."),
  SEALED_PARAMETER(
      ERROR,
      "Handler %s takes the sealed type %s.",
      "Write one handler for each of its members: %s."),
  SEALED_MEMBER(
      ERROR,
      "Handler %s returns the sealed type %s, whose member %s is no @Message.",
      "Declare it with @Message, or return a narrower type."),
  GROUP_MISSING(ERROR, "%s has handlers and no group.", "Add @HandlerGroup(\"%s\") to the class."),
  HANDLED_TWICE(
      ERROR,
      "Group '%s' handles %s twice: in %s and in %s.",
      "Keep one handler, or give one class a group of its own."),
  // Time budgets
  DURATION(
      ERROR,
      "'%s' is no duration.",
      "Write \"500ms\", \"5s\", \"2m\", \"24h\", \"7d\" or \"PT5S\"."),
  WINDOW_TOO_SHORT(
      ERROR,
      "The dedupe window of %s is %s, and its last retry may come %s after the first run.",
      "Make the window longer than that, or the retries fewer."),
  LEASE_TOO_SHORT(
      ERROR,
      "Handler %s may run for %s, and the lease of its group is %s.",
      "Make the lease longer than the timeout."),
  LEASE_TOO_LONG(
      ERROR,
      "The lease is %s.",
      "It is at most 12 hours; it is renewed while a handler runs, so a short one is enough."),
  JITTER_ZERO(
      WARNING,
      "The retries of %s have no jitter: all instances try again at the same moment.",
      "Leave the jitter at 0.2, or silence this with @SuppressWarnings(\"DulyJitterZero\")."),
  // Delivery
  AT_MOST_ONCE(
      ERROR,
      "Handler %s is AT_MOST_ONCE and declares %s, which needs a second delivery.",
      "Remove one of the two."),
  EXACTLY_ONCE(
      ERROR,
      "Handler %s is EXACTLY_ONCE and has no guard in the transaction.",
      "Add @Idempotent; its mode is TRANSACTION by default."),
  STRAY_GUARD(
      ERROR,
      "%s is @Idempotent and no handler: nothing would guard it.",
      "Add @MessageHandler, or declare it on a method of an interface and guard the object:"
          + " duly.guard(Type.class, object)."),
  PARK_HANDLER(
      ERROR,
      "Handler %s declares onKey = PARK, but a key is parked for its whole group.",
      "Put @DeadLetter(onKey = PARK) on the class %s."),
  PARK_UNKEYED(
      ERROR,
      "%s parks keys, and its handler %s takes %s, which has no partition key: nothing says what"
          + " would wait behind a dead one.",
      "Put @PartitionKey on what must stay in order, or handle %s in a group without onKey ="
          + " PARK."),
  PARK_DELIVERY(
      ERROR,
      "%s parks keys, and its handler %s is AT_MOST_ONCE: what fails there is gone and cannot be"
          + " parked.",
      "Let it be delivered at least once, or move it to a group without onKey = PARK."),
  IDEMPOTENCY_KEY_MISSING(
      WARNING,
      "Handler %s takes %s, which has no idempotency key: a duplicate runs again.",
      "Put @IdempotencyKey on what identifies the message, or say"
          + " @Idempotent(mode = NATURAL, because = \"…\") or @BestEffort(because = \"…\")."),
  PARTITION_KEY_MISSING(
      WARNING,
      "%s has no partition key: nothing says what must stay in order.",
      "Put @PartitionKey on what must stay in order, or say @Unordered(because = \"…\")."),
  OWNER_MISSING(
      NOTE,
      "Nobody owns the dead letters of group '%s'.",
      "Add @Owner(team = \"…\") to the class, its package or its module."),
  // Calls to other systems
  EFFECT_DOWNSTREAM(
      ERROR,
      "%s calls another system, and nothing says what that does with a repeated call.",
      "Add downstream = KEYED if it takes a key, QUERY if it can be asked, NONE if neither."),
  EFFECT_ONLY(
      ERROR,
      "%s declares %s, which has a meaning in mode EFFECT alone.",
      "Remove it, or add mode = EFFECT."),
  EFFECT_LEASE(
      ERROR,
      "Handler %s may run for %s, and its call is leased for %s.",
      "Make the lease at least 1.2 times the timeout."),
  EFFECT_KEY(
      ERROR,
      "%s takes an EffectKey and is not guarded by mode EFFECT.",
      "Remove the parameter, or guard the call: @Idempotent(mode = EFFECT, downstream = …)."),
  EFFECT_TRANSACTION(
      ERROR,
      "Handler %s takes a Transaction, and mode EFFECT has none: a call cannot be rolled back.",
      "Remove the parameter; return a message, and write in the handler that takes it."),
  EFFECT_BATCH(
      ERROR,
      "Handler %s takes a batch, and in mode EFFECT each call has an outcome of its own.",
      "Take one message."),
  EFFECT_UNKEYED(
      ERROR,
      "Handler %s calls another system for %s, which has no idempotency key.",
      "Put @IdempotencyKey on what identifies the message; without it nothing is guarded."),
  EFFECT_RETRY(
      ERROR,
      "Handler %s declares @Retry, and with downstream = NONE no failure of it is tried again.",
      "Say which are: notExecuted = ConnectException.class, for one; or remove @Retry."),
  DOWNSTREAM_WINDOW(
      ERROR,
      "The system called by %s remembers a key for %s, and the last retry may come %s after the"
          + " first run.",
      "Make the retries fewer or faster."),
  // Guards of other methods
  GUARD_TYPE(
      ERROR,
      "%s cannot be guarded: it %s.",
      "Declare an interface of its own, without type parameters, that can be named from its"
          + " package."),
  GUARD_METHOD(
      ERROR,
      "%s cannot be guarded: it %s.",
      "Declare an instance method without type parameters that throws at most one checked exception"
          + " and takes what its callers have."),
  GUARD_RESULT(
      ERROR,
      "%s returns %s, which cannot be remembered.",
      "Return void, a primitive or a class without type parameters."),
  GUARD_KEY(
      ERROR,
      "%s is @Idempotent and has no key: nothing tells a repeated call from a new one.",
      "Put @IdempotencyKey on the parameters that identify the call."),
  GUARD_SCOPE(
      ERROR,
      "%s is @Idempotent and has %s.",
      "Keys are kept under an id that no renaming changes: scope = \"%s\", for one."),
  GUARD_NATURAL(
      ERROR, "%s is NATURAL and no handler: there is nothing to guard.", "Remove @Idempotent."),
  // Publishers
  PUBLISHER_TYPE(
      ERROR,
      "%s cannot be a publisher: it %s.",
      "Declare an interface of its own, without type parameters, that can be named from its package."),
  PUBLISHER_METHOD(
      ERROR,
      "Publisher method %s %s.",
      "Take one message and return void or CompletionStage<Void>; for a request, R or"
          + " CompletionStage<R>."),
  // The rest
  UNRESOLVED_TYPE(
      ERROR,
      "%s needs %s, which does not exist and which no annotation processor made.",
      "Check the name, the import and the processor path."),
  OPTION(WARNING, "%s.%s", "Options are %s."),
  UNEXPECTED(
      ERROR,
      "The processor failed: %s.",
      "This is a fault of Duly; please report it with this line and the declaration.");

  private static final String PAGES = "https://duly.dev/rules/";

  private final Severity severity;
  private final String fact;
  private final String wayOut;

  Problem(Severity severity, String fact, String wayOut) {
    this.severity = severity;
    this.fact = fact;
    this.wayOut = wayOut;
  }

  /** {@code DulyKeyType}: stable, and the name of its page. */
  public String id() {
    StringBuilder id = new StringBuilder("Duly");
    for (String word : name().split("_", -1)) {
      id.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return id.toString();
  }

  /** How bad it is, unless an option says otherwise. */
  public Severity severity() {
    return severity;
  }

  /** Where it is explained. */
  public String page() {
    return PAGES + id();
  }

  /** The problem with its blanks filled: first those of the fact, then those of the way out. */
  Finding at(@Nullable Place place, Object... facts) {
    int used = fact.split("%s", -1).length - 1;
    Object[] rest = Arrays.copyOfRange(facts, used, facts.length);
    return new Finding(this, fact.formatted(facts), wayOut.formatted(rest), place);
  }
}
