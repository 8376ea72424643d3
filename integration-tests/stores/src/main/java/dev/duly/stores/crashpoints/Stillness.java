/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

/** How long nothing has come any more, in polls. */
final class Stillness {
  private int openSources;
  private int inVain;

  /** A port was called. */
  void called(String method, boolean foundNothing) {
    if (method.equals("open")) {
      openSources++;
    }
    boolean looked = method.equals("poll") || method.equals("outbox");
    if (!looked || !foundNothing) {
      inVain = 0;
    } else if (method.equals("poll")) {
      inVain++;
    }
  }

  /** Something was done from outside. */
  void disturbed() {
    inVain = 0;
  }

  /** Whether every source was polled in vain since the last call that did something. */
  boolean isStill() {
    return inVain > 2 * openSources;
  }
}
