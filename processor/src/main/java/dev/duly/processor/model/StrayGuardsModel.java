/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.List;
import java.util.Set;

/**
 * A type with methods that declare a guard and are no handlers.
 *
 * @param type the type
 * @param place the type
 * @param methods their names, {@code Gateway.charge}, and where the guards are declared
 */
public record StrayGuardsModel(TypeRef type, Place place, List<Declared<String>> methods)
    implements Declaration {
  public StrayGuardsModel {
    methods = List.copyOf(methods);
  }

  @Override
  public Set<TypeRef> messages() {
    return Set.of();
  }

  @Override
  public Set<String> unresolved() {
    return Set.of();
  }

  @Override
  public Set<String> notYetMessages() {
    return Set.of();
  }
}
