/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @Idempotent} says of a call to another system; has a meaning in mode EFFECT alone.
 *
 * @param downstream the name of the {@code Downstream}
 * @param lease how long an attempt has its key to itself
 * @param downstreamWindow how long the called system remembers a key; null if it is not said
 * @param notExecuted failures after which the effect has surely not happened
 * @param refused failures by which the called system has refused for good
 * @param written the names of those that were written out
 */
public record EffectModel(
    Declared<String> downstream,
    DurationText lease,
    @Nullable DurationText downstreamWindow,
    List<TypeRef> notExecuted,
    List<TypeRef> refused,
    List<Declared<String>> written) {
  public EffectModel {
    notExecuted = List.copyOf(notExecuted);
    refused = List.copyOf(refused);
    written = List.copyOf(written);
  }

  public boolean hasWritten(String name) {
    return written.stream().anyMatch(setting -> setting.value().equals(name));
  }
}
