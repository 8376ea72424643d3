/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.util.List;

/** Pairs a class of handlers with its subscriptions. Generated, one per handler class. */
public interface HandlerWiring<H> {

  /** The class of the object {@link #subscriptions} takes. */
  Class<H> handlerClass();

  /** One subscription a handler method, in declared order. */
  List<Subscription<?>> subscriptions(H handler);
}
