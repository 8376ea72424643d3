/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.KeyPart;
import dev.duly.processor.model.MessageModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The parts of both keys of a message, or of the key of a call, each once, records opened. */
final class KeyParts {
  private KeyParts() {}

  static List<KeyPart> of(MessageModel message) {
    List<KeyPart> parts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    collect(message.idempotencyKey(), parts, seen);
    collect(message.partitionKey(), parts, seen);
    return parts;
  }

  static List<KeyPart> of(GuardModel.Method method) {
    List<KeyPart> parts = new ArrayList<>();
    collect(method.key(), parts, new HashSet<>());
    return parts;
  }

  private static void collect(List<KeyPart> from, List<KeyPart> parts, Set<String> seen) {
    for (KeyPart part : from) {
      if (seen.add(part.accessor())) {
        parts.add(part);
        collect(part.parts(), parts, seen);
      }
    }
  }
}
