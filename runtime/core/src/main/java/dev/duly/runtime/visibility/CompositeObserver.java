/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.visibility;

import dev.duly.runtime.topology.ConsumerSpec;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Passes every event on; one observer that throws does not keep it from the others. */
final class CompositeObserver implements Observer {
  private static final Logger LOG = System.getLogger(Observer.class.getName());
  private final List<Observer> observers;

  CompositeObserver(List<Observer> observers) {
    this.observers = List.copyOf(observers);
  }

  private void each(Consumer<Observer> event) {
    for (Observer observer : observers) {
      try {
        event.accept(observer);
      } catch (RuntimeException e) {
        // The message's own fate is decided elsewhere; a broken gauge must not change it.
        LOG.log(Level.WARNING, "observer " + observer.getClass().getName() + " failed", e);
      }
    }
  }

  @Override
  public void received(ConsumerSpec consumer, int count) {
    each(o -> o.received(consumer, count));
  }

  @Override
  public void effect(MessageEvent event, Duration elapsed) {
    each(o -> o.effect(event, elapsed));
  }

  @Override
  public void duplicate(MessageEvent event) {
    each(o -> o.duplicate(event));
  }

  @Override
  public void retry(MessageEvent event, Throwable failure, Duration delay) {
    each(o -> o.retry(event, failure, delay));
  }

  @Override
  public void dead(MessageEvent event, String reason) {
    each(o -> o.dead(event, reason));
  }

  @Override
  public void parked(MessageEvent event, String reason) {
    each(o -> o.parked(event, reason));
  }

  @Override
  public void discarded(String group, int count, String who, String why) {
    each(o -> o.discarded(group, count, who, why));
  }

  @Override
  public void dropped(MessageEvent event, Throwable failure) {
    each(o -> o.dropped(event, failure));
  }

  @Override
  public void released(MessageEvent event) {
    each(o -> o.released(event));
  }

  @Override
  public void overdue(MessageEvent event) {
    each(o -> o.overdue(event));
  }

  @Override
  public void relayed(int count) {
    each(o -> o.relayed(count));
  }

  @Override
  public void trouble(String what, Throwable failure) {
    each(o -> o.trouble(what, failure));
  }
}
