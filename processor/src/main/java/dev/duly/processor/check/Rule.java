/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.model.StrayGuardsModel;
import dev.duly.processor.problem.Findings;

/** One rule; it looks at what it is about and lets the rest pass. */
abstract class Rule {

  void message(MessageModel message, Findings findings) {}

  void strayGuards(StrayGuardsModel guards, Findings findings) {}

  void handlerClass(HandlerClassModel handlers, Findings findings) {}

  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {}

  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {}

  void guardedType(GuardModel guard, Findings findings) {}

  void publisher(PublisherModel publisher, Findings findings) {}
}
