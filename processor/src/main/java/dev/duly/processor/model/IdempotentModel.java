/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

/**
 * A declared {@code @Idempotent}.
 *
 * @param mode the name of the {@code Idempotent.Mode}
 * @param window how long a key is remembered
 * @param scope the declared scope; empty for the default
 * @param because why the effect is idempotent by nature
 * @param effect what is said of a call to another system, in whatever mode
 * @param place the annotation
 */
public record IdempotentModel(
    Declared<String> mode,
    DurationText window,
    Declared<String> scope,
    Declared<String> because,
    EffectModel effect,
    Place place) {

  public boolean isEffect() {
    return mode.value().equals("EFFECT");
  }
}
