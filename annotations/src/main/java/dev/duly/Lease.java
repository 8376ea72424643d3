/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long a polled message belongs to this process before the broker may hand it to another;
 * renewed while a handler runs. At most 12 hours.
 *
 * <p>Example: {@code @Lease("2m")}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Lease {
  /** The length of the lease. */
  String value() default "30s";
}
