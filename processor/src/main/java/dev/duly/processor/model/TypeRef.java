/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.List;

/**
 * The name of a class.
 *
 * @param packageName empty for the unnamed package
 * @param names the simple names, outermost first
 */
public record TypeRef(String packageName, List<String> names) implements Comparable<TypeRef> {
  public TypeRef {
    names = List.copyOf(names);
  }

  /** A top-level class. */
  public static TypeRef of(String packageName, String name) {
    return new TypeRef(packageName, List.of(name));
  }

  /** {@code shop.Outer.Name}. */
  public String qualifiedName() {
    return packageName.isEmpty() ? shortName() : packageName + "." + shortName();
  }

  /** {@code Outer.Name}: how a message names the class. */
  public String shortName() {
    return String.join(".", names);
  }

  /** The generated companion in the same package: {@code Outer_Name} and the suffix. */
  public TypeRef companion(String suffix) {
    return companionIn(packageName, suffix);
  }

  /** The generated companion in another package. */
  public TypeRef companionIn(String otherPackage, String suffix) {
    return of(otherPackage, String.join("_", names) + suffix);
  }

  @Override
  public int compareTo(TypeRef other) {
    return qualifiedName().compareTo(other.qualifiedName());
  }
}
