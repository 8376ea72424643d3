/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

/**
 * The process is dead, as far as a test with {@link Faults} is concerned. An error, so that no
 * handler mistakes it for a failure of its own.
 */
public final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1L;

  SimulatedCrash(String where) {
    super(where);
  }
}
