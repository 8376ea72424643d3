/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.MessageRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** Reads a sealed type down to its last members, by name: compilers list them as they meet them. */
final class SealedFamily {
  private final Lookup lookup;
  private final MessageFinder finder;

  SealedFamily(Lookup lookup, MessageFinder finder) {
    this.lookup = lookup;
    this.finder = finder;
  }

  /** The members that are messages, and the names of those that are not. */
  record Members(List<MessageRef> messages, List<String> strangers) {}

  boolean isFamily(TypeElement type) {
    return type.getModifiers().contains(Modifier.SEALED);
  }

  Members members(TypeElement family) {
    Set<MessageRef> messages = new TreeSet<>(Comparator.comparing(MessageRef::type));
    Set<String> strangers = new TreeSet<>();
    collect(family, messages, strangers);
    return new Members(new ArrayList<>(messages), new ArrayList<>(strangers));
  }

  private void collect(TypeElement family, Set<MessageRef> messages, Set<String> strangers) {
    for (TypeMirror permitted : family.getPermittedSubclasses()) {
      MessageRef message = finder.find(permitted);
      TypeElement member = lookup.declared(permitted);
      if (message != null) {
        messages.add(message);
      } else if (member != null && isFamily(member)) {
        collect(member, messages, strangers);
      } else {
        strangers.add(lookup.show(permitted));
      }
    }
  }
}
