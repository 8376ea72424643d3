/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.sun.tools.javac.code.Type;
import java.util.Set;

/** Collections whose order of iteration is nobody's promise, and what makes or needs an order. */
public final class UnorderedCollections {
  private static final Set<String> TYPES =
      Set.of(
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.IdentityHashMap",
          "java.util.Map",
          "java.util.Set",
          "java.util.WeakHashMap",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentMap");

  private static final Set<String> WALKS =
      Set.of(
          "entrySet", "forEach", "iterator", "keySet", "stream", "toArray", "toString", "values");

  private static final Set<String> NEEDS_NO_ORDER =
      Set.of(
          "allMatch",
          "anyMatch",
          "contains",
          "containsKey",
          "count",
          "get",
          "getOrDefault",
          "isEmpty",
          "max",
          "min",
          "noneMatch",
          "size",
          "sum");

  private static final Set<String> SORTS = Set.of("sorted", "sort", "TreeMap", "TreeSet");

  /** Whether the static type promises no order; a {@code LinkedHashMap} or a sorted one does. */
  public static boolean include(Type type) {
    return TYPES.contains(type.tsym.getQualifiedName().toString());
  }

  /** Whether a method of that name goes through all elements. */
  public static boolean walks(String method) {
    return WALKS.contains(method);
  }

  /** Whether the result of a method of that name is the same in any order. */
  public static boolean needsNoOrder(String method) {
    return NEEDS_NO_ORDER.contains(method);
  }

  /** Whether a method or type of that name gives an order. */
  public static boolean sorts(String name) {
    return SORTS.contains(name);
  }

  private UnorderedCollections() {}
}
