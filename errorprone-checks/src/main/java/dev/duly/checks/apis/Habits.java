/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import dev.duly.checks.apis.frameworks.Calls;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the hints look for. They are off by default, so names are enough in places. */
public final class Habits {
  public static final Calls SLEEP =
      Calls.of(
          "java.lang.Thread#sleep",
          "java.util.concurrent.TimeUnit#sleep",
          "java.util.concurrent.locks.LockSupport#parkNanos",
          "java.util.concurrent.locks.LockSupport#parkUntil",
          "com.google.common.util.concurrent.Uninterruptibles#sleepUninterruptibly");

  /** Asks a store whether something is there. */
  public static final Pattern ASKS =
      Pattern.compile("(exists|contains|find|get|count|has|isPresent|load|lookup)[A-Z]?.*");

  /** Writes to a store what was not there. */
  public static final Pattern WRITES =
      Pattern.compile("(save|insert|put|add|persist|create|store|set|merge)([A-Z].*)?");

  /** Failures that say that the work was done before. */
  public static final Pattern DONE_BEFORE =
      Pattern.compile("Duplicate|AlreadyExists|EntityExists|Integrity|UniqueConstraint");

  public static final String AUTO_COMMIT = "enable.auto.commit";

  /** What handles a message that failed for the last time, and who keeps it. */
  public static final Map<String, String> RECOVERERS =
      Map.of(
          "org.springframework.kafka.listener.DefaultAfterRollbackProcessor",
          "DeadLetterPublishingRecoverer",
          "org.springframework.kafka.listener.DefaultErrorHandler",
          "DeadLetterPublishingRecoverer",
          "org.springframework.kafka.listener.SeekToCurrentErrorHandler",
          "DeadLetterPublishingRecoverer");

  /** Types of the parameter that takes it. */
  public static final Set<String> RECOVERER =
      Set.of(
          "java.util.function.BiConsumer",
          "org.springframework.kafka.listener.ConsumerRecordRecoverer");

  private static final String QUEUE = "org.springframework.amqp.core.QueueBuilder";

  public static final Calls BUILDS_QUEUE = Calls.of(QUEUE + "#build");
  public static final Calls DURABLE_QUEUE = Calls.of(QUEUE + "#durable");

  /** Arguments may say it as well. */
  public static final Calls TO_DEAD_LETTERS =
      Calls.of(QUEUE + "#deadLetterExchange", QUEUE + "#withArgument", QUEUE + "#withArguments");

  public static final Pattern DEAD_LETTERS =
      Pattern.compile("dead|dlq|dlt|park|error", Pattern.CASE_INSENSITIVE);

  /** Reads to the end. */
  public static final Calls READS_ALL =
      Calls.of(
          "java.io.InputStream#readAllBytes",
          "java.nio.file.Files#readAllBytes",
          "java.nio.file.Files#readAllLines",
          "java.nio.file.Files#readString",
          "org.apache.commons.io.IOUtils#toByteArray",
          "org.springframework.data.repository.CrudRepository#findAll",
          "org.springframework.web.multipart.MultipartFile#getBytes");

  /** Methods of collections and maps that change them. */
  public static final Pattern CHANGES =
      Pattern.compile("(add|put|remove|offer|push|poll|pop|clear|merge|compute|retain|replace).*");

  public static final Set<String> FOR_ONE_THREAD =
      Set.of(
          "java.util.ArrayDeque",
          "java.util.ArrayList",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.LinkedList",
          "java.util.PriorityQueue",
          "java.util.TreeMap",
          "java.util.TreeSet");

  private Habits() {}
}
