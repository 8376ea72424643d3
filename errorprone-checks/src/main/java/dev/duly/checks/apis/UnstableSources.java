/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import static com.google.errorprone.matchers.Matchers.anyOf;
import static com.google.errorprone.matchers.Matchers.constructor;
import static com.google.errorprone.matchers.Matchers.instanceMethod;
import static com.google.errorprone.matchers.Matchers.staticMethod;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.sun.source.tree.ExpressionTree;
import java.util.List;
import java.util.Optional;

/** Calls that give another answer for the same message, each with what is wrong with it. */
public final class UnstableSources {
  private record Source(Matcher<ExpressionTree> call, String what) {}

  private static final Source CHANCE =
      new Source(
          anyOf(
              staticMethod().onClass("java.util.UUID").named("randomUUID"),
              staticMethod().onClass("java.lang.Math").named("random"),
              instanceMethod().onDescendantOf("java.util.random.RandomGenerator"),
              staticMethod()
                  .onClassAny(
                      "org.apache.commons.lang3.RandomStringUtils",
                      "org.apache.commons.lang3.RandomUtils")),
          "is random");
  private static final Source CLOCK =
      new Source(
          anyOf(
              staticMethod()
                  .onClassAny(
                      "java.time.Instant",
                      "java.time.LocalDate",
                      "java.time.LocalDateTime",
                      "java.time.LocalTime",
                      "java.time.OffsetDateTime",
                      "java.time.OffsetTime",
                      "java.time.Year",
                      "java.time.YearMonth",
                      "java.time.ZonedDateTime")
                  .named("now"),
              instanceMethod()
                  .onDescendantOfAny("java.time.Clock", "java.time.InstantSource")
                  .namedAnyOf("instant", "millis"),
              staticMethod()
                  .onClass("java.lang.System")
                  .namedAnyOf("currentTimeMillis", "nanoTime"),
              staticMethod().onClass("java.util.Calendar").named("getInstance"),
              constructor().forClass("java.util.Date").withNoParameters()),
          "reads the clock");

  /** Calls that give another value each time they are made. */
  public static final Matcher<ExpressionTree> NEW_EACH_TIME = anyOf(CHANCE.call, CLOCK.call);

  private static final List<Source> SOURCES =
      List.of(
          CHANCE,
          CLOCK,
          new Source(
              anyOf(
                  staticMethod().onClass("java.lang.System").named("identityHashCode"),
                  staticMethod()
                      .onClassAny("java.util.Objects", "java.util.Arrays")
                      .namedAnyOf("hash", "hashCode", "deepHashCode"),
                  instanceMethod().anyClass().named("hashCode").withNoParameters()),
              "is a hash code: different messages share one, and it may change between runs"),
          new Source(
              anyOf(
                  staticMethod().onClass("java.lang.Thread").named("currentThread"),
                  instanceMethod()
                      .onDescendantOf("java.lang.Thread")
                      .namedAnyOf("getId", "threadId", "getName")),
              "depends on the thread"));

  /** Why the value of a call is not the same for every copy of a message; empty where it may be. */
  public static Optional<String> of(ExpressionTree call, VisitorState state) {
    return SOURCES.stream()
        .filter(source -> source.call.matches(call, state))
        .map(Source::what)
        .findFirst();
  }

  private UnstableSources() {}
}
