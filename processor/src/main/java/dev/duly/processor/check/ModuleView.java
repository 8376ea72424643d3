/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.Declaration;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.MessageRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All sound declarations of a module, by name.
 *
 * @param messages its messages
 * @param handlings which handler takes what for which group
 */
record ModuleView(List<MessageModel> messages, List<Handling> handlings) {

  /** One handler taking one message. */
  record Handling(String group, MessageRef message, HandlerModel handler) {}

  static ModuleView of(List<Declaration> declarations) {
    List<Declaration> sorted = new ArrayList<>(declarations);
    sorted.sort(Comparator.comparing(Declaration::type));
    List<MessageModel> messages = new ArrayList<>();
    List<Handling> handlings = new ArrayList<>();
    for (Declaration declaration : sorted) {
      if (declaration instanceof MessageModel message) {
        messages.add(message);
      } else if (declaration instanceof HandlerClassModel handlers && handlers.group() != null) {
        for (HandlerModel handler : handlers.handlers()) {
          MessageRef message = handler.message();
          if (message != null) {
            handlings.add(new Handling(handlers.group().value(), message, handler));
          }
        }
      }
    }
    return new ModuleView(messages, handlings);
  }
}
