/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import static com.google.errorprone.matchers.Matchers.anyOf;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.sun.source.tree.ExpressionTree;
import dev.duly.checks.apis.frameworks.Calls;
import java.util.Set;

/** What a loop that fetches messages does with them. */
public final class PolledRecords {
  private static final Calls QUEUED =
      Calls.of(
          "java.util.concurrent.BlockingQueue#add",
          "java.util.concurrent.BlockingQueue#offer",
          "java.util.concurrent.BlockingQueue#put",
          "java.util.concurrent.TransferQueue#tryTransfer",
          "java.util.concurrent.BlockingDeque#addLast",
          "java.util.concurrent.BlockingDeque#offerLast",
          "java.util.concurrent.BlockingDeque#putLast");

  /** A call whose arguments another thread works on. */
  public static final Matcher<ExpressionTree> HANDED_OFF = anyOf(HandOffs.TASK, QUEUED);

  /** Whether the file at hand has such calls. */
  public static boolean areHandedOffIn(VisitorState state) {
    return HandOffs.TASK.areInFile(state) || QUEUED.areInFile(state);
  }

  /** A call that waits for that work, or keeps more from coming until it is done. */
  public static final Matcher<ExpressionTree> AWAITED =
      anyOf(
          HandOffs.WAIT,
          Calls.of(
              "java.util.concurrent.CompletableFuture#allOf",
              "java.util.concurrent.ExecutorService#invokeAll",
              "java.util.concurrent.ExecutorService#invokeAny",
              "java.util.concurrent.ForkJoinPool#awaitQuiescence",
              "java.util.concurrent.ForkJoinPool#invoke",
              "java.util.concurrent.Future#isDone",
              "java.util.concurrent.Phaser#awaitAdvanceInterruptibly",
              "java.util.concurrent.TransferQueue#transfer",
              "org.apache.kafka.clients.consumer.Consumer#pause"));

  /** Questions about what was fetched, not about the work. */
  public static final Set<String> COUNTING = Set.of("count", "isEmpty", "size");

  private PolledRecords() {}
}
