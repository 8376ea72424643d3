/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.suppliers.Supplier;
import com.google.errorprone.suppliers.Suppliers;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.declarations.Remembered;
import java.util.List;
import java.util.Set;

/** Calls that have work done elsewhere while the caller goes on, and calls that wait for it. */
public final class HandOffs {
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";

  /** Their arguments are the work. */
  public static final Calls TASK =
      Calls.of(
          FUTURE + "#runAsync",
          FUTURE + "#supplyAsync",
          "java.util.concurrent.Executor#execute",
          "java.util.concurrent.ExecutorService#submit",
          "java.util.concurrent.CompletionService#submit",
          "java.util.concurrent.ScheduledExecutorService#schedule",
          "java.util.concurrent.ScheduledExecutorService#scheduleAtFixedRate",
          "java.util.concurrent.ScheduledExecutorService#scheduleWithFixedDelay",
          "java.util.Timer#schedule",
          "java.lang.Thread#startVirtualThread",
          "java.lang.Thread.Builder#start",
          "org.springframework.core.task.AsyncTaskExecutor#submit",
          "org.springframework.core.task.AsyncTaskExecutor#submitCompletable",
          "org.springframework.core.task.AsyncListenableTaskExecutor#submitListenable",
          "org.springframework.scheduling.TaskScheduler#schedule",
          "io.micronaut.scheduling.TaskScheduler#schedule");

  /** Their receiver's constructor takes the work. */
  public static final Calls THREAD_START = Calls.of("java.lang.Thread#start");

  /** The whole chain up to them is the work. */
  public static final Calls SUBSCRIPTION =
      Calls.of(
          "org.reactivestreams.Publisher#subscribe",
          "java.util.concurrent.Flow.Publisher#subscribe",
          "io.smallrye.mutiny.Uni#subscribeAsCompletionStage",
          "io.smallrye.mutiny.groups.MultiSubscribe#with",
          "io.smallrye.mutiny.groups.MultiSubscribe#withSubscriber",
          "io.smallrye.mutiny.groups.UniSubscribe#asCompletionStage",
          "io.smallrye.mutiny.groups.UniSubscribe#with",
          "io.smallrye.mutiny.groups.UniSubscribe#withSubscriber",
          "io.reactivex.Completable#subscribe",
          "io.reactivex.Maybe#subscribe",
          "io.reactivex.Observable#subscribe",
          "io.reactivex.Single#subscribe",
          "io.reactivex.rxjava3.core.Completable#subscribe",
          "io.reactivex.rxjava3.core.Maybe#subscribe",
          "io.reactivex.rxjava3.core.Observable#subscribe",
          "io.reactivex.rxjava3.core.Single#subscribe");

  /** Whether the file at hand gives work away. */
  public static boolean areIn(VisitorState state) {
    return TASK.areInFile(state) || THREAD_START.areInFile(state) || SUBSCRIPTION.areInFile(state);
  }

  /** The caller goes on when the work is done. */
  public static final Calls WAIT =
      Calls.of(
          FUTURE + "#join",
          "java.util.concurrent.BlockingQueue#take",
          "java.util.concurrent.BlockingQueue#poll",
          "java.util.concurrent.CompletionService#take",
          "java.util.concurrent.CompletionService#poll",
          "java.util.concurrent.CountDownLatch#await",
          "java.util.concurrent.CyclicBarrier#await",
          "java.util.concurrent.ExecutorService#awaitTermination",
          "java.util.concurrent.ExecutorService#close",
          "java.util.concurrent.ForkJoinTask#join",
          "java.util.concurrent.Future#get",
          "java.util.concurrent.Phaser#arriveAndAwaitAdvance",
          "java.util.concurrent.Phaser#awaitAdvance",
          "java.util.concurrent.Semaphore#acquire",
          "java.util.concurrent.Semaphore#tryAcquire",
          "java.util.concurrent.locks.Condition#await",
          "java.lang.Object#wait",
          "java.lang.Thread#join");

  /** Executors that run the task before they return. */
  public static final List<String> IN_PLACE =
      List.of("org.springframework.core.task.SyncTaskExecutor");

  /** What makes such an executor. */
  public static final Calls MAKES_IN_PLACE =
      Calls.of(
          "com.google.common.util.concurrent.MoreExecutors#directExecutor",
          "com.google.common.util.concurrent.MoreExecutors#newDirectExecutorService");

  /** Executors that wait for their tasks when they are closed. */
  public static final Supplier<Type> WAITS_WHEN_CLOSED =
      new Remembered<>(Suppliers.typeFromString("java.util.concurrent.ExecutorService"));

  /** A proxy runs methods with one of these, or of classes with one, on another thread. */
  public static final Set<String> ASYNC_ANNOTATIONS =
      Set.of(
          "io.micronaut.scheduling.annotation.Async",
          "jakarta.ejb.Asynchronous",
          "jakarta.enterprise.concurrent.Asynchronous",
          "javax.ejb.Asynchronous",
          "org.springframework.scheduling.annotation.Async");

  private HandOffs() {}
}
