/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

/**
 * A declared {@code @DeadLetter}.
 *
 * @param channel the declared channel; empty for the default
 * @param onKey the name of the {@code DeadLetter.OnKey}
 */
public record DeadLetterModel(Declared<String> channel, Declared<String> onKey) {

  /** Whether later messages of a key wait behind the dead one. */
  public boolean parks() {
    return onKey.value().equals("PARK");
  }
}
