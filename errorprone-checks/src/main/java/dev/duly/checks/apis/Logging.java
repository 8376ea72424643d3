/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import static com.google.errorprone.matchers.Matchers.anyOf;
import static com.google.errorprone.matchers.Matchers.instanceMethod;
import static com.google.errorprone.matchers.Matchers.staticMethod;

import com.google.errorprone.matchers.Matcher;
import com.sun.source.tree.ExpressionTree;
import java.util.List;

/** Calls that tell a person something and change nothing. Known by type: names deceive. */
public final class Logging {
  private static final List<String> LOGGERS =
      List.of(
          "org.slf4j.Logger",
          "org.slf4j.spi.LoggingEventBuilder",
          "org.apache.logging.log4j.Logger",
          "org.apache.logging.log4j.LogBuilder",
          "org.apache.log4j.Category",
          "org.apache.commons.logging.Log",
          "org.jboss.logging.BasicLogger",
          "com.google.common.flogger.AbstractLogger",
          "com.google.common.flogger.LoggingApi",
          "java.util.logging.Logger",
          "java.lang.System.Logger",
          "java.io.PrintStream");

  private static final List<String> RECORDERS =
      List.of(
          "io.micrometer.core.instrument.Meter",
          "io.micrometer.core.instrument.MeterRegistry",
          "io.micrometer.core.instrument.Timer.Sample",
          "io.micrometer.observation.Observation",
          "io.opentelemetry.api.trace.Span",
          "io.opentelemetry.api.metrics.LongCounter",
          "io.opentelemetry.api.metrics.DoubleCounter",
          "io.opentelemetry.api.metrics.LongHistogram",
          "io.opentelemetry.api.metrics.DoubleHistogram",
          "brave.SpanCustomizer");

  /** A call of a logger, of a print stream, or {@code printStackTrace}. */
  public static final Matcher<ExpressionTree> LOG =
      anyOf(
          instanceMethod().onDescendantOfAny(LOGGERS),
          instanceMethod().onDescendantOf("java.lang.Throwable").named("printStackTrace"),
          staticMethod().onClass("org.tinylog.Logger"));

  /** A call that records on a metric or a span. */
  public static final Matcher<ExpressionTree> RECORD =
      instanceMethod().onDescendantOfAny(RECORDERS);

  /** Either of them. */
  public static final Matcher<ExpressionTree> LOG_OR_RECORD = anyOf(LOG, RECORD);

  private Logging() {}
}
