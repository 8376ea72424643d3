/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An interface with {@code @Idempotent} methods that are no handlers.
 *
 * @param type the interface
 * @param place the interface
 * @param flaws what keeps it from being implemented: "is sealed"
 * @param methods the methods to guard
 * @param passed the other abstract methods
 * @param unresolved types that do not exist yet
 */
public record GuardModel(
    TypeRef type,
    Place place,
    List<String> flaws,
    List<Method> methods,
    List<Place> passed,
    Set<String> unresolved)
    implements Declaration {
  public GuardModel {
    flaws = List.copyOf(flaws);
    methods = List.copyOf(methods);
    passed = List.copyOf(passed);
  }

  @Override
  public Set<TypeRef> messages() {
    return Set.of();
  }

  @Override
  public Set<String> notYetMessages() {
    return Set.of();
  }

  /** The generated decorator. */
  public TypeRef implementation() {
    return type.companion("_Guard");
  }

  /**
   * One guarded method.
   *
   * @param method its name
   * @param name {@code Payments.charge}
   * @param place the method, whose signature is kept as it is
   * @param idempotent how it is guarded
   * @param key what tells a repeated call from a new one
   * @param parameters all of them
   * @param returns what it returns
   * @param returnName the return type, as a message shows it
   * @param returned the class to read a remembered result as; null if there is none
   * @param flaws what keeps it from being guarded: "is static"
   */
  public record Method(
      String method,
      String name,
      Place place,
      IdempotentModel idempotent,
      List<KeyPart> key,
      List<Parameter> parameters,
      Returns returns,
      String returnName,
      @Nullable TypeRef returned,
      List<String> flaws) {
    public Method {
      key = List.copyOf(key);
      parameters = List.copyOf(parameters);
      flaws = List.copyOf(flaws);
    }

    /** {@code CHARGE_CARD}. */
    public String constant() {
      return method.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
  }

  /** One parameter; an effect key is given by the guard. */
  public record Parameter(String name, boolean effectKey, Place place) {}

  /** What becomes of a result. */
  public enum Returns {
    VOID,
    REMEMBERED,
    UNSUPPORTED
  }
}
