/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Whether anything comes any more. */
final class Stillness {
  private final Set<Object> polledInVain = Collections.newSetFromMap(new IdentityHashMap<>());
  private int openSources;

  /** {@code port} was called. */
  void called(Object port, String method, boolean foundNothing) {
    if (method.equals("open")) {
      openSources++;
    }
    boolean looked = method.equals("poll") || method.equals("outbox");
    if (!looked || !foundNothing) {
      polledInVain.clear();
    } else if (method.equals("poll")) {
      polledInVain.add(port);
    }
  }

  /** Something was done from outside. */
  void disturbed() {
    polledInVain.clear();
  }

  /** Whether every source was polled in vain since the last call that did something. */
  boolean isStill() {
    return polledInVain.size() == openSources;
  }
}
