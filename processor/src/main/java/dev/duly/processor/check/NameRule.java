/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.DeadLetterModel;
import dev.duly.processor.model.Declared;
import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names that reach a broker or a database keep to its letters. */
final class NameRule extends Rule {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  @Override
  void message(MessageModel message, Findings findings) {
    check("channel", message.channel(), findings);
    check("message id", message.id(), findings);
  }

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    check("group", handlers.group(), findings);
    check(handlers.deadLetter(), findings);
  }

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    check(handler.deadLetter(), findings);
    if (handler.idempotent() != null && !handler.idempotent().scope().value().isEmpty()) {
      check("scope", handler.idempotent().scope(), findings);
    }
  }

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    if (!method.idempotent().scope().value().isEmpty()) {
      check("scope", method.idempotent().scope(), findings);
    }
  }

  private static void check(@Nullable DeadLetterModel deadLetter, Findings findings) {
    if (deadLetter != null && !deadLetter.channel().value().isEmpty()) {
      check("dead-letter channel", deadLetter.channel(), findings);
    }
  }

  private static void check(String what, @Nullable Declared<String> name, Findings findings) {
    if (name != null && !NAME.matcher(name.value()).matches()) {
      findings.add(Problem.NAME, name.place(), what, name.value());
    }
  }
}
