/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A {@code @Publisher} interface.
 *
 * @param type the interface
 * @param place the interface
 * @param flaws what keeps it from being implemented: "is a class"
 * @param timeout how long a request waits
 * @param methods the methods to implement
 * @param unresolved types that do not exist yet
 */
public record PublisherModel(
    TypeRef type,
    Place place,
    List<String> flaws,
    DurationText timeout,
    List<Method> methods,
    Set<String> unresolved)
    implements Declaration {

  @Override
  public Set<TypeRef> messages() {
    Set<TypeRef> types = new TreeSet<>();
    for (Method method : methods) {
      MessageRef message = method.message();
      if (message != null) {
        types.add(message.type());
      }
    }
    return types;
  }

  @Override
  public Set<String> notYetMessages() {
    Set<String> names = new TreeSet<>();
    for (Method method : methods) {
      method.parameters().stream()
          .filter(parameter -> parameter.role() == ParameterModel.Role.OTHER)
          .forEach(parameter -> names.add(parameter.typeName()));
    }
    return names;
  }

  /** The generated implementation. */
  public TypeRef implementation() {
    return type.companion("_Publisher");
  }

  /**
   * One method.
   *
   * @param name its name
   * @param generic whether it has type parameters
   * @param parameters all of them; one, if all is well
   * @param returns the shape of its return type
   * @param returnName the return type, as a message shows it
   * @param returned the class that is returned or promised; null for none
   */
  public record Method(
      String name,
      Place place,
      boolean generic,
      List<ParameterModel> parameters,
      Returns returns,
      String returnName,
      @Nullable TypeRef returned) {

    /** The message; null if the one parameter is none. */
    public @Nullable MessageRef message() {
      return parameters.size() == 1 ? parameters.get(0).message() : null;
    }
  }

  /** The shape of a return type. */
  public enum Returns {
    VOID,
    VALUE,
    STAGE_OF_VOID,
    STAGE_OF_VALUE,
    OTHER
  }
}
