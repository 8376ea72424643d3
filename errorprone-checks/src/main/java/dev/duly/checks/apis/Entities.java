/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Classes whose objects are rows. */
public final class Entities {
  private static final Set<String> ID =
      Set.of("jakarta.persistence.Id", "javax.persistence.Id", "io.micronaut.data.annotation.Id");
  private static final Set<String> GENERATED =
      Set.of(
          "jakarta.persistence.GeneratedValue",
          "javax.persistence.GeneratedValue",
          "io.micronaut.data.annotation.GeneratedValue",
          "org.hibernate.annotations.UuidGenerator");

  private static final String NATURAL_ID = "org.hibernate.annotations.NaturalId";

  private static final Pattern UNIQUE = Pattern.compile("unique *= *true|uniqueConstraints *=");

  /** What is written to be read by people: one line more does no harm. */
  private static final Pattern RECORD_OF_EVENTS =
      Pattern.compile(
          "(Log|Audit|History|Trace|Metric|Statistic|Error|Failure|Failed|DeadLetter|Visit|Attempt)(s|[A-Z].*|)$");

  /** The name of the id that the store makes up for each new row; empty where there is none. */
  public static Optional<String> generatedId(Type type) {
    return membersOf(type).stream()
        .filter(member -> hasAny(member, ID) && hasAny(member, GENERATED))
        .map(member -> member.getSimpleName().toString())
        .findFirst();
  }

  /** Whether the database refuses a second row that says the same. */
  public static boolean isUniqueOtherwise(Type type) {
    return isUnique(type.tsym)
        || membersOf(type).stream().anyMatch(Entities::isUnique)
        || membersOf(type).stream().anyMatch(member -> hasAny(member, Set.of(NATURAL_ID)));
  }

  /** Whether it is a log, an audit or the like. */
  public static boolean isRecordOfEvents(Type type) {
    return RECORD_OF_EVENTS.matcher(type.tsym.getSimpleName()).find();
  }

  private static List<Element> membersOf(Type type) {
    List<Element> members = new ArrayList<>();
    // Ids often stand in a mapped superclass.
    for (Type each = type; each.tsym instanceof ClassSymbol symbol; each = symbol.getSuperclass()) {
      members.addAll(((TypeElement) symbol).getEnclosedElements());
    }
    return members;
  }

  private static boolean hasAny(Element element, Set<String> annotations) {
    return element.getAnnotationMirrors().stream()
        .anyMatch(each -> annotations.contains(MetaAnnotations.nameOf(each)));
  }

  private static boolean isUnique(Element element) {
    return element.getAnnotationMirrors().stream()
        .map(AnnotationMirror::toString)
        .anyMatch(text -> UNIQUE.matcher(text).find());
  }

  private Entities() {}
}
