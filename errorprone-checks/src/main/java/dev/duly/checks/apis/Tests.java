/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Which classes are tests. */
public final class Tests {
  private static final Set<String> TEST_ANNOTATIONS =
      Set.of(
          "org.junit.Test",
          "org.junit.jupiter.api.RepeatedTest",
          "org.junit.jupiter.api.Test",
          "org.junit.jupiter.api.TestFactory",
          "org.junit.jupiter.api.TestTemplate",
          "org.junit.jupiter.params.ParameterizedTest",
          "org.testng.annotations.Test");

  /** Whether a declaration is, or stands in, a class with a test method. */
  public static boolean include(Element declaration) {
    for (Element each = declaration; each != null; each = each.getEnclosingElement()) {
      if (each instanceof TypeElement type
          && type.getEnclosedElements().stream().anyMatch(Tests::isTest)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTest(Element member) {
    for (AnnotationMirror annotation : member.getAnnotationMirrors()) {
      TypeElement type = (TypeElement) annotation.getAnnotationType().asElement();
      if (TEST_ANNOTATIONS.contains(type.getQualifiedName().toString())) {
        return true;
      }
    }
    return false;
  }

  private Tests() {}
}
