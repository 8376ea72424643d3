/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import java.util.Map;

/**
 * Types that the checks know by name and cannot depend on: one of the runtime, as a test needs it,
 * and those that are not there yet and come with sagas. Delete each of these when it comes.
 */
final class ComingTypes {
  static final Map<String, String> SOURCES =
      Map.of(
          "dev/duly/runtime/EffectKey.java",
              "package dev.duly.runtime;"
                  + " public record EffectKey(String value, boolean mayHaveHappened) {}",
          "dev/duly/runtime/StepKey.java",
              "package dev.duly.runtime; public interface StepKey { String value(); }",
          "dev/duly/Step.java", "package dev.duly; public @interface Step { String id(); }",
          "dev/duly/Compensation.java",
              "package dev.duly; public @interface Compensation { String of(); }");

  private ComingTypes() {}
}
