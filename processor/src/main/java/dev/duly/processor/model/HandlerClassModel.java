/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A class of handlers.
 *
 * @param type the class
 * @param place the class
 * @param flaws what keeps the class from being used: "is abstract"
 * @param group the declared group; null if there is none
 * @param owner who answers for it; null if nobody is declared
 * @param concurrency null for the default
 * @param lease null for the default
 * @param retry the default of its handlers; null for Duly's
 * @param deadLetter the default of its handlers; null for Duly's
 * @param bestEffort the reason why loss is acceptable; null if it was not declared
 * @param handlers in declared order
 * @param unresolved types that do not exist yet
 */
public record HandlerClassModel(
    TypeRef type,
    Place place,
    List<String> flaws,
    @Nullable Declared<String> group,
    @Nullable OwnerModel owner,
    @Nullable ConcurrencyModel concurrency,
    @Nullable DurationText lease,
    @Nullable RetryModel retry,
    @Nullable DeadLetterModel deadLetter,
    @Nullable Declared<String> bestEffort,
    List<HandlerModel> handlers,
    Set<String> unresolved)
    implements Declaration {

  @Override
  public Set<TypeRef> messages() {
    Set<TypeRef> types = new TreeSet<>();
    for (HandlerModel handler : handlers) {
      MessageRef message = handler.message();
      if (message != null) {
        types.add(message.type());
      }
      handler.result().members().forEach(member -> types.add(member.type()));
    }
    return types;
  }

  @Override
  public Set<String> notYetMessages() {
    Set<String> names = new TreeSet<>();
    for (HandlerModel handler : handlers) {
      handler.parameters().stream()
          .limit(1)
          .filter(parameter -> parameter.role() == ParameterModel.Role.OTHER)
          .forEach(parameter -> names.add(parameter.typeName()));
      if (handler.result().type() != null && !handler.answers()) {
        names.addAll(handler.result().strangers());
      }
    }
    return names;
  }

  /** Whether later messages of a key wait behind one that is dead. */
  public boolean parksKeys() {
    return deadLetter != null && deadLetter.parks();
  }

  /** The generated wiring. */
  public TypeRef wiring() {
    return type.companion("_Wiring");
  }
}
