/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** What gives a row, a message or a request the identity that others know it by. */
public final class IdentityNames {
  private static final Set<String> ID_ANNOTATIONS =
      Set.of(
          "jakarta.persistence.EmbeddedId",
          "jakarta.persistence.Id",
          "javax.persistence.EmbeddedId",
          "javax.persistence.Id",
          "io.micronaut.data.annotation.Id",
          "org.springframework.data.annotation.Id");

  private static final Set<String> IDS = Set.of("id", "uuid");

  // They follow a piece of work through logs: each run of it has its own.
  private static final Set<String> TRACES =
      Set.of("causation", "correlation", "log", "request", "session", "span", "trace", "tracking");

  // Such a key opens something, and should be random.
  private static final Set<String> SECRETS =
      Set.of(
          "access", "api", "cache", "crypto", "encryption", "lock", "private", "public", "secret");

  /** {@code setId}, {@code setOrderId}: sets what a thing is known by. */
  public static boolean isIdSetter(String method) {
    if (!mentions("set", method)) {
      return false;
    }
    List<String> words = Words.of(method);
    return words.size() > 1 && words.get(0).equals("set") && namesAnIdentity(words);
  }

  /** {@code id}, {@code orderId}: does so in a builder. */
  public static boolean isIdOfBuilder(String method, String builder) {
    if (!mentions("builder", builder)) {
      return false;
    }
    List<String> type = Words.of(builder);
    return !type.isEmpty()
        && type.get(type.size() - 1).equals("builder")
        && namesAnIdentity(Words.of(method));
  }

  /** {@code idempotencyKey}, {@code Idempotency-Key}. */
  public static boolean namesIdempotency(String name) {
    return mentions("idempot", name)
        && Words.of(name).stream().anyMatch(word -> word.startsWith("idempot"));
  }

  /** As {@link #namesIdempotency}, or a key that is neither a secret nor of a cache. */
  public static boolean namesAKey(String parameter) {
    return namesIdempotency(parameter) || (mentions("key", parameter) && endsWithKey(parameter));
  }

  private static boolean endsWithKey(String parameter) {
    List<String> words = Words.of(parameter);
    return !words.isEmpty()
        && words.get(words.size() - 1).equals("key")
        && Collections.disjoint(words, SECRETS);
  }

  /** Whether a field or component is annotated as what its row is known by. */
  public static boolean isId(Element declaration) {
    for (AnnotationMirror annotation : declaration.getAnnotationMirrors()) {
      if (ID_ANNOTATIONS.contains(MetaAnnotations.nameOf(annotation))) {
        return true;
      }
    }
    return false;
  }

  /** Every name in the sources is asked for; few are worth taking apart. */
  private static boolean mentions(String text, String name) {
    for (int i = 0; i + text.length() <= name.length(); i++) {
      if (name.regionMatches(true, i, text, 0, text.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesAnIdentity(List<String> words) {
    return IDS.contains(words.get(words.size() - 1))
        && Stream.of(words).flatMap(List::stream).noneMatch(TRACES::contains);
  }

  private IdentityNames() {}
}
