/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who answers when a message of this class, package or module is dead. Written into dead letters.
 *
 * <p>Example: {@code @Owner(team = "payments", contact = "#payments", runbook =
 * "https://wiki/billing")}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE, ElementType.MODULE})
public @interface Owner {
  /** The team; not blank. */
  String team();

  /** How to reach the team: a chat channel, a mail address, a pager. */
  String contact() default "";

  /** The address of the page that says what to do. */
  String runbook() default "";
}
