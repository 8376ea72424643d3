/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.BugCheckerRefactoringTestHelper;
import com.google.errorprone.CompilationTestHelper;
import com.google.errorprone.bugpatterns.BugChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
  private final List<String> args = new ArrayList<>(List.of(arguments()));

  private Compile(Class<? extends BugChecker> check, Class<?> test) {
    this.check = check;
    this.helper = CompilationTestHelper.newInstance(check, test);
  }

  /**
   * These, and no modules with processors: else javac looks for plugins in every jar of the class
   * path, which takes nearly half of the time.
   */
  static String[] arguments(String... more) {
    return Stream.concat(Stream.of("--processor-module-path", ""), Stream.of(more))
        .toArray(String[]::new);
  }

  static Compile with(Class<? extends BugChecker> check, Class<?> test) {
    return new Compile(check, test);
  }

  /** Adds one file; expected findings are marked in it as {@code // BUG: Diagnostic contains:}. */
  Compile file(String name, String source) {
    helper.addSourceLines(name, IMPORTS + source);
    return this;
  }

  /** Adds a file as it is, for a type that the sources name and no jar has. */
  Compile type(String name, String source) {
    helper.addSourceLines(name, source);
    return this;
  }

  /** Adds the types that are not there yet. */
  Compile withComingTypes() {
    ComingTypes.SOURCES.forEach(helper::addSourceLines);
    return this;
  }

  Compile args(String... more) {
    args.addAll(List.of(more));
    return this;
  }

  /** Compiles against the real jars of messaging libraries. */
  Compile on(Libraries libraries) {
    return args("-cp", libraries.classPath());
  }

  /** Only the marked findings appear. */
  void finds() {
    helper.setArgs(args).doTest();
  }

  /** There is one finding, wherever it stands. */
  void findsOne() {
    assertThatThrownBy(this::isSilent)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but found 1")
        .hasMessageContaining("[" + check.getSimpleName() + "]");
  }

  /** Nothing is found. */
  void isSilent() {
    helper.setArgs(args).expectNoDiagnostics().doTest();
  }

  static void findsNothing(
      Class<? extends BugChecker> check, Class<?> test, String name, String source) {
    with(check, test).file(name, source).isSilent();
  }

  /** The check's first fix turns one text into another. */
  static void fixes(
      Class<? extends BugChecker> check, Class<?> test, String name, String before, String after) {
    BugCheckerRefactoringTestHelper.newInstance(check, test)
        .setArgs(arguments())
        .addInputLines(name, before)
        .addOutputLines(name, after)
        .doTest();
  }

  /** As above, against the jars of messaging libraries. */
  static void fixesOn(
      Libraries libraries,
      Class<? extends BugChecker> check,
      Class<?> test,
      String name,
      String before,
      String after) {
    BugCheckerRefactoringTestHelper.newInstance(check, test)
        .setArgs(arguments("-cp", libraries.classPath()))
        .addInputLines(name, before)
        .addOutputLines(name, after)
        .doTest();
  }

  Class<? extends BugChecker> check() {
    return check;
  }
}
