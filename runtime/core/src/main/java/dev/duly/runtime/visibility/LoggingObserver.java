/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.visibility;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Tells the platform's log what a person may have to act on. Never shows a payload; the texts and
 * stack traces of failures, which may, only at level DEBUG.
 */
public final class LoggingObserver implements Observer {
  private static final Logger LOG = System.getLogger("dev.duly");
  private static final String WAITS = "WAITS";

  @Override
  public void retry(MessageEvent event, Throwable failure, Duration delay) {
    LOG.log(
        Level.INFO,
        "{0} failed with {1}; tried again in {2} ms",
        event,
        failure.getClass().getName(),
        delay.toMillis());
    LOG.log(Level.DEBUG, "why it is tried again", failure);
  }

  @Override
  public void dead(MessageEvent event, String reason) {
    LOG.log(Level.WARNING, "{0} is dead: {1}", event, reason);
  }

  @Override
  public void parked(MessageEvent event, String reason) {
    LOG.log(reason.equals(WAITS) ? Level.INFO : Level.WARNING, "{0} is parked: {1}", event, reason);
  }

  @Override
  public void discarded(String group, int count, String who, String why) {
    LOG.log(
        Level.WARNING,
        "{0} parked messages of group {1} were dropped by {2}: {3}",
        count,
        group,
        who,
        why);
  }

  @Override
  public void dropped(MessageEvent event, Throwable failure) {
    LOG.log(Level.WARNING, "{0} was dropped: {1}", event, failure.getClass().getName());
  }

  @Override
  public void overdue(MessageEvent event) {
    LOG.log(Level.WARNING, "{0} runs past its deadline", event);
  }

  @Override
  public void trouble(String what, Throwable failure) {
    LOG.log(Level.WARNING, what + " failed and is tried again", failure);
  }
}
