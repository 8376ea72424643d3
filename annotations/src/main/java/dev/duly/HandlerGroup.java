/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The consumer group and dedupe scope of a class of handlers: a declared, stable id. Every group
 * gets its own copy of an event.
 *
 * <p>Example: {@code @HandlerGroup("billing") public final class Billing {…}}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface HandlerGroup {
  /** The group's id: {@code [a-z0-9][a-z0-9._-]{0,99}}. */
  String value();
}
