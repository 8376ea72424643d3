/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import com.google.errorprone.BugCheckerRefactoringTestHelper;
import com.google.errorprone.CompilationTestHelper;
import com.google.errorprone.bugpatterns.BugChecker;

/** Compiles sources with one check, and with the imports that the examples share. */
final class Compile {
  static final String IMPORTS =
      """
      import dev.duly.*;
      import java.time.*;
      import java.util.*;
      import org.slf4j.Logger;
      import org.slf4j.LoggerFactory;
      """;

  private final Class<? extends BugChecker> check;
  private final CompilationTestHelper helper;

  private Compile(Class<? extends BugChecker> check, Class<?> test) {
    this.check = check;
    this.helper = CompilationTestHelper.newInstance(check, test);
  }

  static Compile with(Class<? extends BugChecker> check, Class<?> test) {
    return new Compile(check, test);
  }

  /** Adds one file; expected findings are marked in it as {@code // BUG: Diagnostic contains:}. */
  Compile file(String name, String source) {
    helper.addSourceLines(name, IMPORTS + source);
    return this;
  }

  Compile args(String... args) {
    helper.setArgs(args);
    return this;
  }

  /** Only the marked findings appear. */
  void finds() {
    helper.doTest();
  }

  /** Nothing is found. */
  void isSilent() {
    helper.expectNoDiagnostics().doTest();
  }

  static void findsNothing(
      Class<? extends BugChecker> check, Class<?> test, String name, String source) {
    with(check, test).file(name, source).isSilent();
  }

  /** The check's first fix turns one text into another. */
  static void fixes(
      Class<? extends BugChecker> check, Class<?> test, String name, String before, String after) {
    BugCheckerRefactoringTestHelper.newInstance(check, test)
        .addInputLines(name, before)
        .addOutputLines(name, after)
        .doTest();
  }

  Class<? extends BugChecker> check() {
    return check;
  }
}
