/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import dev.duly.checks.declarations.FileIndex;
import java.util.List;

/**
 * Listener annotations whose error strategy, if none is given, skips what comes after a failure.
 *
 * @param annotation of the listener's class
 * @param handler annotation of its methods
 * @param attribute that takes the strategy, whose {@code value} is {@code lossy} if none is given
 * @param lossy the name of the strategy that skips
 * @param exceptionHandler an interface with which a listener treats failures itself
 * @param remedy what to write for the attribute, with {@code remedyImports}
 */
public record ErrorStrategies(
    String annotation,
    String handler,
    String attribute,
    String lossy,
    String exceptionHandler,
    String remedy,
    List<String> remedyImports) {
  private static final String PACKAGE = "io.micronaut.configuration.kafka.";

  public static final List<ErrorStrategies> ALL =
      List.of(
          // 4.1 to 6.1, and before 4.1 there was no other.
          new ErrorStrategies(
              PACKAGE + "annotation.KafkaListener",
              PACKAGE + "annotation.Topic",
              "errorStrategy",
              "NONE",
              PACKAGE + "exceptions.KafkaListenerExceptionHandler",
              "@ErrorStrategy(ErrorStrategyValue.RETRY_ON_ERROR)",
              List.of(
                  PACKAGE + "annotation.ErrorStrategy",
                  PACKAGE + "annotation.ErrorStrategyValue")));

  /** Whether the file at hand has such listeners. */
  public static boolean areIn(VisitorState state) {
    FileIndex file = FileIndex.of(state);
    return ALL.stream().anyMatch(each -> file.hasAnnotation(each.annotation()));
  }
}
