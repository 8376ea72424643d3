/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: the arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.duly", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule annotationsKnowNobody =
      classes()
          .that()
          .resideInAPackage("dev.duly")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.duly", "java..");

  @ArchTest
  static final ArchRule coreKnowsTheJdkAndTheAnnotations =
      classes()
          .that()
          .resideInAPackage("dev.duly.runtime..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.duly", "dev.duly.runtime..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule jacksonKnowsCoreAndJackson =
      classes()
          .that()
          .resideInAPackage("dev.duly.jackson..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.duly.jackson..",
              "dev.duly.runtime..",
              "java..",
              "org.jspecify..",
              "tools.jackson..",
              "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule jdbcKnowsCoreAndItsDrivers =
      classes()
          .that()
          .resideInAPackage("dev.duly.jdbc..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.duly.jdbc..",
              "dev.duly.runtime..",
              "java..",
              "javax.sql..",
              "org.jspecify..",
              "org.h2..",
              "com.zaxxer.hikari..");

  @ArchTest
  static final ArchRule kafkaKnowsCoreAndItsClient =
      classes()
          .that()
          .resideInAPackage("dev.duly.kafka..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.duly.kafka..",
              "dev.duly.runtime..",
              "java..",
              "org.jspecify..",
              "org.apache.kafka..");

  @ArchTest
  static final ArchRule testingKnowsCoreAndTestLibraries =
      classes()
          .that()
          .resideInAPackage("dev.duly.testing..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.duly",
              "dev.duly.testing..",
              "dev.duly.runtime..",
              "java..",
              "org.jspecify..",
              "org.junit.jupiter..",
              "org.junit.platform.commons..",
              "org.assertj..");

  @ArchTest
  static final ArchRule processorKnowsNothingOfWhatItWritesFor =
      noClasses()
          .that()
          .resideInAPackage("dev.duly.processor..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.duly", "dev.duly.runtime..");

  @ArchTest
  static final ArchRule noReflection =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.duly.runtime..", "dev.duly.jdbc..", "dev.duly.kafka..", "dev.duly.testing..")
          .and()
          // The embedded database's JDBC interfaces pass a gate: hundreds of methods, one rule.
          .doNotHaveFullyQualifiedName("dev.duly.jdbc.GatedCalls")
          .and()
          .doNotHaveFullyQualifiedName("dev.duly.jdbc.GatedSource")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..")
          .orShould()
          .callMethod(Class.class, "forName", String.class)
          .orShould()
          .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
          .orShould()
          .callMethod(ClassLoader.class, "loadClass", String.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream");
}
