/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.Declaration;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.problem.Findings;
import java.util.List;

/** All rules that look at one declaration. */
public final class Rules {
  private static final List<Rule> ALL = List.of();

  private Rules() {}

  public static Findings check(Declaration declaration) {
    Findings findings = new Findings();
    for (Rule rule : ALL) {
      if (declaration instanceof MessageModel message) {
        rule.message(message, findings);
      } else if (declaration instanceof PublisherModel publisher) {
        rule.publisher(publisher, findings);
      } else if (declaration instanceof HandlerClassModel handlers) {
        rule.handlerClass(handlers, findings);
        for (HandlerModel handler : handlers.handlers()) {
          rule.handler(handlers, handler, findings);
        }
      }
    }
    return findings;
  }
}
