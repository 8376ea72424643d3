/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import dev.duly.processor.model.Place;
import dev.duly.processor.problem.Finding;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import dev.duly.processor.problem.Severity;
import java.util.Arrays;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** Says what was found, where it was found. */
final class Reporter {
  private final Messager messager;
  private final Options options;

  Reporter(Messager messager, Options options) {
    this.messager = messager;
    this.options = options;
  }

  /**
   * Says all of it.
   *
   * @return whether one of them is an error
   */
  boolean report(Findings findings) {
    boolean anyError = false;
    for (Finding finding : findings.all()) {
      Kind kind = kind(finding);
      if (kind != null) {
        anyError |= kind == Kind.ERROR;
        print(kind, finding.text(), finding.place());
      }
    }
    return anyError;
  }

  /** Whether one of them is an error, with nothing said. */
  boolean anyError(Findings findings) {
    return findings.all().stream().anyMatch(finding -> kind(finding) == Kind.ERROR);
  }

  private void print(Kind kind, String text, @Nullable Place place) {
    if (place == null) {
      messager.printMessage(kind, text);
    } else if (place.annotation() == null) {
      messager.printMessage(kind, text, place.element());
    } else if (place.value() == null) {
      messager.printMessage(kind, text, place.element(), place.annotation());
    } else {
      messager.printMessage(kind, text, place.element(), place.annotation(), place.value());
    }
  }

  /** How it is said; null if it is not. */
  private @Nullable Kind kind(Finding finding) {
    Severity severity = severity(finding.problem());
    if (severity == null) {
      return null;
    }
    return switch (severity) {
      case ERROR -> Kind.ERROR;
      case WARNING -> isSilenced(finding) ? null : Kind.WARNING;
      case NOTE -> isSilenced(finding) ? null : Kind.NOTE;
    };
  }

  private @Nullable Severity severity(Problem problem) {
    return switch (problem) {
      case IDEMPOTENCY_KEY_MISSING, PARTITION_KEY_MISSING ->
          options.value(Option.KEYS).equals("error") ? Severity.ERROR : problem.severity();
      case OWNER_MISSING ->
          switch (options.value(Option.OWNERS)) {
            case "error" -> Severity.ERROR;
            case "warn" -> Severity.WARNING;
            case "off" -> null;
            default -> Severity.NOTE;
          };
      default -> problem.severity();
    };
  }

  private static boolean isSilenced(Finding finding) {
    Element element = finding.place() == null ? null : finding.place().element();
    while (element != null) {
      SuppressWarnings silenced = element.getAnnotation(SuppressWarnings.class);
      if (silenced != null && Arrays.asList(silenced.value()).contains(finding.problem().id())) {
        return true;
      }
      element = element.getEnclosingElement();
    }
    return false;
  }
}
