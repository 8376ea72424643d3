/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import com.google.errorprone.BugPattern;
import com.google.errorprone.bugpatterns.BugChecker;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The checks of the checks jar, as Error Prone itself finds them.
 *
 * @param names those that are run, sorted
 */
public record Checks(List<String> names) {

  /**
   * All checks on the class path.
   *
   * @param hints whether to take those, too, that are off until they are named
   */
  public static Checks onClassPath(boolean hints) {
    List<String> names =
        ServiceLoader.load(BugChecker.class).stream()
            .map(ServiceLoader.Provider::type)
            .filter(type -> type.getName().startsWith("dev.duly."))
            .filter(type -> hints || !isHint(type))
            .map(Checks::name)
            .sorted()
            .toList();
    if (names.isEmpty()) {
      throw new IllegalStateException("no checks on the class path");
    }
    return new Checks(names);
  }

  private static boolean isHint(@Nullable Class<?> check) {
    return check != null
        && (check.getSimpleName().equals("HintCheck") || isHint(check.getSuperclass()));
  }

  private static String name(Class<?> check) {
    BugPattern pattern = check.getAnnotation(BugPattern.class);
    return pattern == null || pattern.name().isEmpty() ? check.getSimpleName() : pattern.name();
  }
}
