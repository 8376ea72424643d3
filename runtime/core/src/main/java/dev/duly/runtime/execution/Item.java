/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.DeliveryMode;
import dev.duly.runtime.codec.Envelope;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.visibility.Observer.MessageEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One delivery on its way through the pipeline: what it is, and how far it has come. Owned by the
 * lane it is in, so by one thread at a time; only {@link #lost} is written by others.
 */
final class Item {
  /** How often the store may break off a run before that counts against its handler. */
  private static final int FORGIVEN = 10;

  private final Delivery delivery;
  private final Envelope envelope;
  private final String lane;
  private final @Nullable String partitionKey;
  private final @Nullable Work<?> work;
  private final @Nullable Replay replay;

  private int failures;
  private int forgiven;
  private @Nullable DeadReason deadReason;
  private String detail = "";
  private @Nullable Throwable failure;
  private @Nullable Instant firstFailedAt;
  private boolean settled;
  private boolean overdue;
  private boolean running;
  private boolean attemptRecorded;
  private @Nullable Conclusion conclusion;
  private @Nullable String attempt;
  private volatile boolean lost;
  private volatile @Nullable Instant deadline;

  /** A message for a handler. */
  Item(
      Delivery delivery,
      Envelope envelope,
      String lane,
      @Nullable String partitionKey,
      Work<?> work,
      @Nullable Replay replay) {
    this.delivery = delivery;
    this.envelope = envelope;
    this.lane = lane;
    this.partitionKey = partitionKey;
    this.work = work;
    this.replay = replay;
  }

  /** A message that no handler can take. */
  Item(
      Delivery delivery,
      Envelope envelope,
      String lane,
      @Nullable String partitionKey,
      String poison,
      @Nullable Throwable failure,
      @Nullable Replay replay) {
    this.delivery = delivery;
    this.envelope = envelope;
    this.lane = lane;
    this.partitionKey = partitionKey;
    this.work = null;
    this.replay = replay;
    this.deadReason = DeadReason.POISON;
    this.detail = poison;
    this.failure = failure;
  }

  Delivery delivery() {
    return delivery;
  }

  Envelope envelope() {
    return envelope;
  }

  String lane() {
    return lane;
  }

  /** What keeps it in order; null where nothing does, or its message could not be read. */
  @Nullable String partitionKey() {
    return partitionKey;
  }

  /** The handler's work; null for poison. */
  @Nullable Work<?> work() {
    return work;
  }

  /** The dead letter this is a replay of; null for a delivery from a source. */
  @Nullable Replay replay() {
    return replay;
  }

  /** Whether a person has decided that it runs again although it was dead. */
  boolean isRepeated() {
    return replay != null && replay.wasDead();
  }

  /** What is claimed before it runs; null where nothing guards it. */
  @Nullable ClaimRequest claim() {
    return work == null ? null : work.claim(isRepeated(), replay != null);
  }

  /** Handed out before and not settled: it may be what killed the process, so it runs alone. */
  boolean isSuspect() {
    return delivery.redelivered() && replay == null && work != null;
  }

  boolean isAtMostOnce() {
    return work != null && work.subscription().delivery() == DeliveryMode.AT_MOST_ONCE;
  }

  int failures() {
    return failures;
  }

  /** A run begins, with a deadline if one is declared. */
  void begin(@Nullable Instant until) {
    running = true;
    deadline = until;
  }

  /** No run goes on. */
  void rest() {
    running = false;
    deadline = null;
  }

  /** The store knows of this attempt; trouble of the store repeats it, it is not another one. */
  void attemptRecorded(int count) {
    attemptRecorded = true;
    failures = count - 1;
  }

  boolean isAttemptRecorded() {
    return attemptRecorded;
  }

  void failed(Throwable cause, Instant now) {
    running = false;
    attemptRecorded = false;
    failures++;
    failure = cause;
    if (firstFailedAt == null) {
      firstFailedAt = now;
    }
  }

  /**
   * The store has broken off a run.
   *
   * @return whether that is no attempt; false after it was forgiven so often that the handler
   *     itself may bring it about
   */
  boolean forgive() {
    return ++forgiven <= FORGIVEN;
  }

  /** Decides that this item goes to the dead-letter channel; repeated until that has confirmed. */
  void dead(DeadReason reason, String why) {
    deadReason = reason;
    detail = why;
  }

  /** Another attempt decides how it ends. */
  void undecided() {
    deadReason = null;
    detail = "";
  }

  /** The end of a call that has still to be written; null if there is none. */
  @Nullable Conclusion conclusion() {
    return conclusion;
  }

  void conclusion(@Nullable Conclusion value) {
    conclusion = value;
  }

  /** The name of the attempt whose acquisition was not answered; null if there is none. */
  @Nullable String attempt() {
    return attempt;
  }

  void attempt(@Nullable String name) {
    attempt = name;
  }

  @Nullable DeadReason deadReason() {
    return deadReason;
  }

  String detail() {
    return detail;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  Instant firstFailedAt(Instant otherwise) {
    return firstFailedAt == null ? otherwise : firstFailedAt;
  }

  @Nullable Instant deadline() {
    return deadline;
  }

  /** The broker has taken its settlement before the handler ran: at most once. */
  void settled() {
    settled = true;
  }

  boolean isSettled() {
    return settled;
  }

  /** True once for each item: the observer is told once. */
  boolean firstTimeOverdue() {
    boolean first = !overdue;
    overdue = true;
    return first;
  }

  void lose() {
    lost = true;
  }

  /** Whether another holder has the delivery by now. */
  boolean isLost() {
    return lost;
  }

  /** What observers are told: of the run that goes on, or of the last one that failed. */
  MessageEvent event(String group, String channel) {
    int attempt = running || failures == 0 ? failures + 1 : failures;
    return new MessageEvent(group, channel, envelope.type(), envelope.id(), attempt);
  }
}
