/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import static com.google.errorprone.matchers.Matchers.anyOf;
import static com.google.errorprone.matchers.Matchers.constructor;
import static com.google.errorprone.matchers.Matchers.instanceMethod;
import static com.google.errorprone.matchers.Matchers.staticMethod;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.sun.source.tree.ExpressionTree;
import dev.duly.checks.apis.frameworks.Call;
import dev.duly.checks.apis.frameworks.Calls;
import java.util.List;
import java.util.Optional;

/** Calls that give another answer for the same message, each with what is wrong with it. */
public final class UnstableSources {
  private record Source(Matcher<ExpressionTree> call, String what) {}

  private static final Calls BY_CHANCE =
      Calls.of(
          "java.util.UUID#randomUUID",
          "java.lang.Math#random",
          "java.util.random.RandomGenerator#*",
          "org.apache.commons.lang3.RandomStringUtils#*",
          "org.apache.commons.lang3.RandomUtils#*");
  private static final Calls BY_THE_CLOCK =
      Calls.of(
          "java.time.Clock#instant",
          "java.time.Clock#millis",
          "java.time.Instant#now",
          "java.time.InstantSource#instant",
          "java.time.InstantSource#millis",
          "java.time.LocalDate#now",
          "java.time.LocalDateTime#now",
          "java.time.LocalTime#now",
          "java.time.OffsetDateTime#now",
          "java.time.OffsetTime#now",
          "java.time.Year#now",
          "java.time.YearMonth#now",
          "java.time.ZonedDateTime#now",
          "java.lang.System#currentTimeMillis",
          "java.lang.System#nanoTime",
          "java.util.Calendar#getInstance");
  private static final Calls DATES = Calls.of("java.util.Date#" + Call.CONSTRUCTOR);

  private static final Source CHANCE = new Source(BY_CHANCE, "is random");
  private static final Source CLOCK =
      new Source(
          anyOf(BY_THE_CLOCK, constructor().forClass("java.util.Date").withNoParameters()),
          "reads the clock");

  /** Calls that give another value each time they are made. */
  public static final Matcher<ExpressionTree> NEW_EACH_TIME = anyOf(CHANCE.call, CLOCK.call);

  /** Whether the file at hand has any of these. */
  public static boolean areIn(VisitorState state) {
    return BY_CHANCE.areInFile(state) || BY_THE_CLOCK.areInFile(state) || DATES.areInFile(state);
  }

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
