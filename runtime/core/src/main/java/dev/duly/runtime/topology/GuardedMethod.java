/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

/**
 * A method of an interface whose calls are remembered by their key.
 *
 * @param name {@code Payments.charge}: for errors, never for routing
 * @param guard in mode TRANSACTION or EFFECT, with a scope of its own
 */
public record GuardedMethod(String name, GuardPolicy guard) {
  public GuardedMethod {
    if (!guard.remembers() || guard.scope().isEmpty()) {
      throw new IllegalArgumentException(name + " remembers nothing, or not where");
    }
  }

  /** The dedupe scope. */
  public String scope() {
    return guard.scope();
  }
}
