/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Runs a test once for each server that {@code -Dduly.products} names, such as {@code mysql}:
 * without it for those that {@code install-servers} installs, PostgreSQL and MariaDB.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest
@ArgumentsSource(EachProduct.Named.class)
public @interface EachProduct {
  /** Those that are named. */
  final class Named implements ArgumentsProvider {
    @Override
    public Stream<Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      String names = System.getProperty("duly.products", "postgres,mariadb");
      return Arrays.stream(names.split(",", -1))
          .map(name -> Product.valueOf(name.toUpperCase(Locale.ROOT)))
          .map(Arguments::of);
    }
  }
}
