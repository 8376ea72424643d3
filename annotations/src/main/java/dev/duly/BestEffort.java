/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Losing this message, or this failure, is acceptable, and the reason why: silences the rules about
 * loss and missing keys on a handler, on a method or on a whole class.
 *
 * <p>Example: {@code @BestEffort(because = "a missing page view changes nothing")}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface BestEffort {
  /** The reason, for the reader and the reviewer; not blank. */
  String because();
}
